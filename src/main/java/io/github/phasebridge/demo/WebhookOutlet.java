package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Posts messages to a URL, as the vendor documents: a message that is not answered by 200 within 5
 * s is dropped. An older document has it repeated, at most 5 times; that can be chosen.
 */
public final class WebhookOutlet implements PushOutlet {

  /** Stands for an attempt that got no answer. */
  public static final int NO_ANSWER = 0;

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI url;
  private final int attempts;
  private final Recent<Integer> statuses = new Recent<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("webhook").factory());

  /**
   * Creates an outlet.
   *
   * @param url where messages are posted
   * @param attempts how often a message is sent until it is taken, at least 1
   */
  public WebhookOutlet(URI url, int attempts) {
    this.url = url;
    this.attempts = attempts;
  }

  /** Returns the HTTP status of each attempt so far, oldest first. */
  public List<Integer> statuses() {
    return statuses.all();
  }

  @Override
  public void send(String body) {
    try {
      thread.execute(() -> post(body));
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nobody wants the message any more.
    }
  }

  private void post(String body) {
    boolean taken = false;
    for (int attempt = 0; attempt < attempts && !taken; attempt++) {
      int status = attempt(body);
      statuses.add(status);
      taken = status == 200;
    }
  }

  private int attempt(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    http.shutdownNow();
  }
}
