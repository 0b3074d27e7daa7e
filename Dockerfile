# syntax=docker/dockerfile:1
FROM swift:6.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
        librocksdb-dev libexpat1-dev libprotobuf-c-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product ferryd --static-swift-stdlib \
    && swift build -c release --product ferry --static-swift-stdlib \
    && strip .build/release/ferryd .build/release/ferry

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends librocksdb7.8 libexpat1 libprotobuf-c1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 26600 --home-dir /data ferry \
    && install -d -o ferry -g ferry /data
COPY --from=build /src/.build/release/ferryd /src/.build/release/ferry /usr/local/bin/
USER ferry
VOLUME /data
EXPOSE 26600 26601
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["ferry", "ping", "--timeout", "2s"]
# Inside a container the broker must listen beyond loopback; publish the port only where it may be reached.
ENTRYPOINT ["ferryd", "--data", "/data", "--host", "0.0.0.0"]
