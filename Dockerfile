# syntax=docker/dockerfile:1
# The service as a small image without compilers: docker build -t lienvan .

FROM node:22-bookworm-slim AS web
WORKDIR /src/service/web
COPY service/web/package.json service/web/package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY service/web ./
RUN npm run --silent build

FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY ontology ontology
COPY loaders loaders
COPY graph graph
COPY shapes shapes
COPY service service
COPY --from=web /src/service/static/build service/static/build
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --quiet '.[build]' \
 && /opt/build/bin/python -m service.ontology_docs service/static/build/ontology
RUN python -m venv /opt/lienvan \
 && /opt/lienvan/bin/pip install --no-cache-dir --quiet . \
 && /opt/lienvan/bin/python -m pip uninstall --quiet --yes pip

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="Liên Văn" org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --create-home lienvan \
 && install --directory --owner=lienvan --group=lienvan /data
COPY --from=build /opt/lienvan /opt/lienvan
ENV PATH=/opt/lienvan/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LIENVAN_STORE=/data/store \
    LIENVAN_HOST=0.0.0.0 \
    LIENVAN_PORT=8000
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
 CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=4).close()"]
CMD ["lienvan", "serve"]
