package io.github.phasebridge.http;

import io.github.phasebridge.config.ProductVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * How OkHttp is set up so that it sends each request once and follows no redirect. The clients work
 * with {@link OneShotHttp} only.
 */
public final class OneShotClient {

  /** Where the header {@code Retry-After} of an answer is put. */
  public static final String RETRY_AFTER = "X-Phasebridge-Retry-After";

  /** OkHttp holds back what is above its limit, so that a command would leave late. */
  private static final int MOST_CALLS = 256;

  private static final int MOST_IDLE = 4;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private OneShotClient() {}

  /**
   * Makes a client for calls that cost something, so that each has a connection of its own: a
   * server that closes idle ones after 5 s, as many do, would make the next call fail, and a failed
   * call is charged like any other.
   *
   * @param name names its threads
   * @param call how long a whole call may take
   */
  public static OkHttpClient make(String name, Duration call) {
    return builder(name, call)
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
        .build();
  }

  /**
   * Makes a client that keeps connections for a while, since a new one costs two or three round
   * trips. Use it for POST only: before any but a GET, OkHttp tests whether the server has closed
   * the connection meanwhile.
   *
   * @param name names its threads
   * @param call how long a whole call may take
   * @param idle how long an unused connection is kept
   */
  public static OkHttpClient makeKeepingConnections(String name, Duration call, Duration idle) {
    return builder(name, call)
        .connectionPool(new ConnectionPool(MOST_IDLE, idle.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  private static OkHttpClient.Builder builder(String name, Duration call) {
    return new OkHttpClient.Builder()
        .callTimeout(call)
        .connectTimeout(call.compareTo(LONGEST_CONNECT) < 0 ? call : LONGEST_CONNECT)
        .readTimeout(call)
        .writeTimeout(call)
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        // HTTP/2 has repetitions of its own, for refused streams.
        .protocols(List.of(Protocol.HTTP_1_1))
        .addInterceptor(OneShotClient::named)
        .addNetworkInterceptor(OneShotClient::withoutRepetition)
        .addNetworkInterceptor(OneShotClient::once)
        .socketFactory(new PromptSockets())
        .dispatcher(dispatcher(name));
  }

  private static Dispatcher dispatcher(String name) {
    Dispatcher dispatcher =
        new Dispatcher(
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-call-", 0).factory()));
    dispatcher.setMaxRequests(MOST_CALLS);
    dispatcher.setMaxRequestsPerHost(MOST_CALLS);
    return dispatcher;
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
   * Hides the header {@code Retry-After} from OkHttp, which would repeat a request on its own when
   * a 503 carries {@code Retry-After: 0}.
   */
  private static Response withoutRepetition(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.header("Retry-After");
    return retryAfter == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, retryAfter).build();
  }

  /**
   * Lets each request pass once, whatever OkHttp may take for a reason to repeat it. It stands last
   * before the connection, so what has not passed here has not been sent.
   */
  private static Response once(Interceptor.Chain chain) throws IOException {
    Ticket ticket = chain.request().tag(Ticket.class);
    if (ticket == null || !ticket.use()) {
      throw new IOException("the request may be sent only once, and only in time");
    }
    return chain.proceed(chain.request());
  }
}
