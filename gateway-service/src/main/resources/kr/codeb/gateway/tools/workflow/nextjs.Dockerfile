# For a Next.js application that answers 2xx at @HEALTH_PATH@: app@HEALTH_PATH@/route.js with
#   export const GET = () => new Response('ok')
# With output: 'standalone' in its next.config the image gets much smaller.

FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json* ./
RUN if [ -f package-lock.json ]; then npm ci; else npm install; fi
COPY . .
RUN npm run build && mkdir -p public
RUN if [ -d .next/standalone ]; then \
      cp -a .next/standalone /out && cp -a .next/static /out/.next/ && cp -a public /out/; \
    else \
      npm prune --omit=dev && rm -rf .next/cache && cp -a . /out; \
    fi

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=@PORT@
WORKDIR /app
COPY --from=build --chown=1000:1000 /out ./
USER 1000
EXPOSE @PORT@
CMD ["sh", "-c", "if [ -f server.js ]; then exec node server.js; fi; exec node node_modules/next/dist/bin/next start"]
