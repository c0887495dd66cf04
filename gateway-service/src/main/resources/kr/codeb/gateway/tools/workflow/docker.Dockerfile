# A beginning; keep your own Dockerfile where there is one. CodeB asks of the image that it
# - listens on port @PORT@, on all addresses; the variable PORT says it, too,
# - answers 2xx at @HEALTH_PATH@ when all is well,
# - ends when it gets SIGTERM, and needs not be root.
# This one serves files.

FROM busybox:1.37
ENV PORT=@PORT@ HEALTH_PATH=@HEALTH_PATH_VALUE@
# COPY public/ /www/
RUN mkdir -p "/www${HEALTH_PATH%/*}" && echo 'It runs.' >/www/index.html && { [ -e "/www$HEALTH_PATH" ] || echo ok >"/www$HEALTH_PATH"; }
USER 1000
EXPOSE @PORT@
CMD ["sh", "-c", "trap exit TERM; httpd -f -p $PORT -h /www & wait"]
