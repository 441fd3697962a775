package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a simulated ThingBoot cloud or relay over real HTTP. */
final class ThingbootClient implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  ThingbootClient(InstantSource clock) {
    this.clock = clock;
  }

  /** Posts to an endpoint of the cloud, signed as documented; returns the envelope. */
  JsonNode call(SimulatedThingbootCloud cloud, String endpoint, String body)
      throws IOException, InterruptedException {
    String ts = Long.toString(clock.instant().getEpochSecond());
    String sign = md5(md5(cloud.appSecret()) + ts);
    return json(
        post(
            cloud.url() + "/" + cloud.appId() + "/" + endpoint + "/?sign=" + sign + "&ts=" + ts,
            body));
  }

  HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }

  static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
