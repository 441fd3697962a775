package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.ProductVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** How OkHttp is set up for the meter cloud. */
final class CloudHttpClient {

  /** Where {@link #withoutRepetition} puts the header {@code Retry-After}. */
  static final String RETRY_AFTER = "X-Phasebridge-Retry-After";

  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private CloudHttpClient() {}

  /** Makes a client that sends each request once and follows no redirect. */
  static OkHttpClient make() {
    return new OkHttpClient.Builder()
        .callTimeout(CALL)
        .connectTimeout(CONNECT)
        .readTimeout(CALL)
        .writeTimeout(CALL)
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .addInterceptor(CloudHttpClient::named)
        .addNetworkInterceptor(CloudHttpClient::withoutRepetition)
        // No connection serves twice: a server that closes idle ones after 5 s, as many do, would
        // make the next call fail, and a failed call is charged like any other.
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
        .dispatcher(
            new Dispatcher(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("iammeter-call-", 0).factory())))
        .build();
  }

  private static Response named(Interceptor.Chain chain) throws IOException {
    return chain.proceed(
        chain
            .request()
            .newBuilder()
            .header("User-Agent", "phasebridge/" + ProductVersion.ofThisJar().text())
            .build());
  }

  /**
   * Hides the header {@code Retry-After} from OkHttp, which would repeat a request on its own, past
   * the quota ledger, when a 503 carries {@code Retry-After: 0}.
   */
  private static Response withoutRepetition(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.header("Retry-After");
    return retryAfter == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, retryAfter).build();
  }
}
