# phasebridge as Home Assistant's app and for plain Docker:
#
#   docker build -t phasebridge .
#
# The first stage builds the jar, a Java runtime of only what it needs, and an AOT cache, trained by a real run between the
# simulated clouds. The second holds /app and nothing else of it. Neither needs BuildKit.

ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG BASE_IMAGE=debian:trixie-slim

FROM ${JDK_IMAGE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]

ARG MAVEN_VERSION=3.9.14
ARG MAVEN_SHA512=d50af8ab5e6005b46a07f0ce9d3719e67cfdf898da988a84871304cd59fb1af0fef2f99dea709e6e66f21f732f905979b5c2dce6b6860406f60a70e84d9cf0b8
ADD https://repo.maven.apache.org/maven2/org/apache/maven/apache-maven/${MAVEN_VERSION}/apache-maven-${MAVEN_VERSION}-bin.tar.gz /tmp/maven.tar.gz
RUN echo "${MAVEN_SHA512}  /tmp/maven.tar.gz" | sha512sum --check --quiet \
    && mkdir /opt/maven && tar -xzf /tmp/maven.tar.gz -C /opt/maven --strip-components=1 && rm /tmp/maven.tar.gz

# Options for Maven, such as another repository. maven.test.skip also spares the browsers' drivers.
ARG MAVEN_ARGS=""
ENV MAVEN_OPTS="-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
WORKDIR /build
# A layer of its own with nearly all that Maven fetches: it changes with the pom only.
COPY pom.xml ./
RUN /opt/maven/bin/mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package && rm -rf target
COPY src/main/java src/main/java
COPY src/main/resources src/main/resources
RUN /opt/maven/bin/mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package

# ModulesTest holds this list to what the code uses; java.naming is for Netty, java.xml for Jackson. What nobody here asks a runtime
# for is left out: names of characters, errors about XML in twelve languages, tools, and the names of its native functions, which are
# a tenth of it (not every JDK image has binutils to take them out). libsimdsort serves the optimizing compiler, which never runs.
RUN jlink --add-modules java.base,java.logging,java.naming,java.xml,jdk.httpserver,jdk.unsupported \
      --exclude-resources "/java.base/java/lang/uniName.dat,/java.xml/**/*Resources_*.class,/java.xml/**/*Messages_*.class" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-9 --output /app/jre \
    && { command -v strip >/dev/null || { apt-get update -q && apt-get install -q -y --no-install-recommends binutils; }; } \
    && find /app/jre/lib -name '*.so' -exec strip --strip-all {} + \
    && rm -f /app/jre/bin/jwebserver /app/jre/bin/keytool /app/jre/lib/classlist /app/jre/lib/jrt-fs.jar /app/jre/lib/libsimdsort.so

COPY src/main/docker/entrypoint src/main/docker/healthcheck src/main/docker/jvm.options /app/
COPY src/main/docker/licenses src/main/docker/train /build/docker/
COPY LICENSE /app/licenses/phasebridge/
RUN mkdir /app/lib && cp -p target/lib/*.jar /app/lib/ && cp -p target/phasebridge.jar /app/ \
    && docker/licenses target /app/licenses \
    && chmod -R a=rX,u+w /app && chmod a+x /app/entrypoint /app/healthcheck \
    # The cache knows the times of all it was made from; whole seconds in the past survive any way of copying layers.
    && find /app -exec touch --no-dereference --date=2026-11-21T00:00:00Z {} + \
    && docker/train target

FROM ${BASE_IMAGE}
ARG BUILD_VERSION=0.1.0
LABEL org.opencontainers.image.title="phasebridge" \
      org.opencontainers.image.description="Carries IAMMETER meters and ThingBoot relays to Home Assistant over MQTT discovery" \
      org.opencontainers.image.version="${BUILD_VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.url="https://github.com/phasebridge/phasebridge" \
      org.opencontainers.image.source="https://github.com/phasebridge/phasebridge" \
      org.opencontainers.image.documentation="https://github.com/phasebridge/phasebridge/blob/main/README.md" \
      io.hass.type="app" \
      io.hass.arch="aarch64|amd64" \
      io.hass.version="${BUILD_VERSION}" \
      io.hass.name="phasebridge" \
      io.hass.description="Carries IAMMETER meters and ThingBoot relays to Home Assistant over MQTT discovery" \
      io.hass.url="https://github.com/phasebridge/phasebridge"

COPY --from=build /app /app
# What must outlive the container: call quotas, last readings, the vendor's token. Nothing else is ever written.
RUN mkdir /data && chown 10001:10001 /data
ENV PHASEBRIDGE_DATA_DIR=/data LANG=C.UTF-8 MALLOC_ARENA_MAX=2
VOLUME /data
WORKDIR /data

# Started as root, as Home Assistant does, the entry point hands /data to 10001:10001 and becomes that user.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=5s --start-period=30s --retries=3 CMD ["/app/healthcheck"]
ENTRYPOINT ["/app/entrypoint"]
CMD ["run"]
