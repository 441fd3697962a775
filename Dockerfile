# The bridge without the demo's embedded broker. Build the jar first:
#   mvn package -DskipTests && docker build -t phasebridge .
FROM eclipse-temurin:25-jdk

COPY target/lib/*.jar /app/lib/
COPY target/phasebridge.jar /app/

# What must outlive the container: call quotas, last readings, the vendor's token.
ENV PHASEBRIDGE_DATA_DIR=/data
RUN mkdir /data && chown 10001:10001 /data
VOLUME /data
WORKDIR /data

USER 10001:10001
ENTRYPOINT ["java", "-jar", "/app/phasebridge.jar"]
CMD ["run"]
