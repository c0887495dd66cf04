# For a Python application that main.py starts, that listens on os.environ["PORT"], on 0.0.0.0, and answers 2xx at @HEALTH_PATH@.
# What it needs stands in requirements.txt or pyproject.toml. Started otherwise, the last line is another one, such as
#   CMD ["sh", "-c", "exec uvicorn main:app --host 0.0.0.0 --port $PORT"]

FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /venv
COPY . .
RUN if [ -f requirements.txt ]; then /venv/bin/pip install --no-cache-dir -r requirements.txt; \
    elif [ -f pyproject.toml ]; then /venv/bin/pip install --no-cache-dir .; fi

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=@PORT@
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build --chown=1000:1000 /app ./
USER 1000
EXPOSE @PORT@
CMD ["python", "main.py"]
