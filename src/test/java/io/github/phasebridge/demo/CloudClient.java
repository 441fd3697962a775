package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a simulated cloud over real HTTP. */
final class CloudClient implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SimulatedIammeterCloud cloud;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  CloudClient(SimulatedIammeterCloud cloud) {
    this.cloud = cloud;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).header("token", cloud.token()));
  }

  HttpResponse<String> getWithToken(String path, String token)
      throws IOException, InterruptedException {
    return send(request(path).header("token", token));
  }

  HttpResponse<String> getWithoutToken(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> login(String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        request("user/login")
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Returns {@code data} of an answer that must be successful. */
  JsonNode data(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    JsonNode envelope = json(response);
    if (!envelope.path("successful").asBoolean(false)) {
      throw new AssertionError(path + " failed: " + response.body());
    }
    return envelope.path("data");
  }

  static JsonNode json(HttpResponse<String> response) {
    return MAPPER.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(cloud.url() + "/api/v1/" + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
