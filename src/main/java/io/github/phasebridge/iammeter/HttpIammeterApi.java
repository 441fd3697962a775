package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.http.OneShotHttp;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The meter cloud over HTTP. Safe for use by several threads. */
final class HttpIammeterApi implements IammeterApi, AutoCloseable {

  /**
   * What the client works with.
   *
   * @param gate the quota ledger
   * @param tokenFile {@link TokenStore#FILE} in {@link TokenStore#FORMAT}
   * @param calls counts what is sent
   * @param telemetry counts how calls end
   * @param secretLearned is told each secret, also the token that a login brings, for the log's
   *     redaction
   * @param clock the wall clock
   * @param clockWatch compares it with the cloud's
   * @param nanoTime a clock that never jumps
   */
  record Surroundings(
      CallGate gate,
      JsonFile tokenFile,
      CallCounter calls,
      Telemetry telemetry,
      Consumer<String> secretLearned,
      InstantSource clock,
      ClockWatch clockWatch,
      LongSupplier nanoTime) {}

  /** The configured token, the one on disk, the one of a new login. */
  private static final int MOST_TOKENS = 3;

  private static final int UNAUTHORIZED = 401;

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final CallGate gate;
  private final CloudHttp http;
  private final CallTimer timer;
  private final CloudSession session;
  private final Envelope envelope;
  private final StatusCheck statusCheck;
  private final InstantSource clock;

  private HttpIammeterApi(
      IammeterConfig config,
      IammeterLimits limits,
      Surroundings surroundings,
      CloudHttp http,
      CallTimer timer,
      CloudSession session,
      Envelope envelope) {
    this.config = config;
    this.limits = limits;
    this.gate = surroundings.gate();
    this.clock = surroundings.clock();
    this.http = http;
    this.timer = timer;
    this.session = session;
    this.envelope = envelope;
    this.statusCheck = new StatusCheck(envelope);
  }

  /**
   * Makes the client; calls nothing yet.
   *
   * @param config the cloud and the account
   * @param rawMessages takes every answer
   * @param limits the vendor's limits
   * @param client as {@link OneShotClient} makes it; closed with this
   */
  static HttpIammeterApi of(
      IammeterConfig config,
      RawMessages rawMessages,
      IammeterLimits limits,
      Surroundings surroundings,
      OkHttpClient client) {
    SecretMask mask = new SecretMask(surroundings.secretLearned());
    mask.learn(config.token().reveal());
    mask.learn(config.password().reveal());
    Envelope envelope = new Envelope(mask);
    OneShotHttp sender =
        new OneShotHttp(client, mask, surroundings.clock(), surroundings.clockWatch());
    CloudHttp http = new CloudHttp(sender, config, mask, surroundings.calls(), rawMessages);
    CallTimer timer = new CallTimer(surroundings.telemetry(), surroundings.nanoTime());
    CloudLogin login = new CloudLogin(config, http, timer, envelope);
    CloudSession session =
        new CloudSession(
            config,
            limits,
            surroundings.gate(),
            login,
            new TokenStore(surroundings.tokenFile(), config),
            new LoginHold(limits, surroundings.nanoTime()),
            mask);
    return new HttpIammeterApi(config, limits, surroundings, http, timer, session, envelope);
  }

  @Override
  public void close() {
    http.close();
  }

  @Override
  public List<MeterInfo> siteList() throws IammeterFailure, InterruptedException {
    return ask(Question.of(Endpoint.SITE_LIST), List.of(limits.siteList()), SiteListParser::parse);
  }

  @Override
  public MeterData meterData(String sn) throws IammeterFailure, InterruptedException {
    Endpoint endpoint = config.powerFactor() ? Endpoint.METER_DATA2 : Endpoint.METER_DATA;
    return ask(
        Question.ofMeter(endpoint, requireSn(sn)),
        List.of(limits.meterData(sn)),
        data -> MeterDataParser.parse(data, layout(config.powerFactor())));
  }

  @Override
  public Map<String, MeterData> metersData(List<String> sns)
      throws IammeterFailure, InterruptedException {
    List<Budget> budgets =
        Stream.concat(
                Stream.of(limits.metersData()), sns.stream().map(limits::meterData).distinct())
            .toList();
    Map<String, MeterData> answer =
        ask(Question.of(Endpoint.METERS_DATA), budgets, MeterDataParser::parseAll);
    Map<String, MeterData> bySn = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    bySn.putAll(answer);
    return bySn;
  }

  @Override
  public PowerAnalysis powerAnalysis(String sn, @Nullable LocalDate from, @Nullable LocalDate to)
      throws IammeterFailure, InterruptedException {
    Question question =
        analysis(Endpoint.POWER_ANALYSIS, config.analysisPath(), requireSn(sn), from, to);
    return ask(question, List.of(limits.powerAnalysis(sn)), AnalysisParser::power);
  }

  @Override
  public OfflineAnalysis offlineAnalysis(
      String sn, @Nullable LocalDate from, @Nullable LocalDate to, Duration longerThan)
      throws IammeterFailure, InterruptedException {
    Question question =
        analysis(
                Endpoint.OFFLINE_ANALYSIS,
                offlinePath(config.analysisPath()),
                requireSn(sn),
                from,
                to)
            .with("interval", Long.toString(longerThan.toMinutes()));
    return ask(question, List.of(limits.offlineAnalysis(sn)), AnalysisParser::offline);
  }

  @Override
  public List<MeterData> history(
      String sn, LocalDate from, LocalDate to, Duration interval, boolean powerFactor)
      throws IammeterFailure, InterruptedException {
    Endpoint endpoint = powerFactor ? Endpoint.METER_DATA_LIST2 : Endpoint.METER_DATA_LIST;
    Question question =
        Question.ofMeter(endpoint, requireSn(sn))
            .with("startTime", from.toString())
            .with("endTime", to.toString())
            .with("interval", Long.toString(interval.toSeconds()));
    return ask(
        question,
        List.of(limits.history(sn)),
        data ->
            new MeterDataListParser(layout(powerFactor), from, to, clock.instant()).parse(data));
  }

  /**
   * Returns the offline analysis's path beside that of the power analysis: {@code powerAnalysis}
   * has {@code offlineAnalysis}, {@code powerAnalytics} has {@code offlineAnalytics}.
   */
  static String offlinePath(String powerPath) {
    String offline = powerPath.replaceFirst("power", "offline").replaceFirst("Power", "Offline");
    return offline.equals(powerPath) ? "offlineAnalysis" : offline;
  }

  private static Question analysis(
      Endpoint endpoint, String path, String sn, @Nullable LocalDate from, @Nullable LocalDate to) {
    Question question = new Question(endpoint, "site/" + path, "", Map.of()).with("sn", sn);
    question = from == null ? question : question.with("startTime", from.toString());
    return to == null ? question : question.with("endTime", to.toString());
  }

  /** Reads the data of an answer. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonNode data) throws IammeterFailure;
  }

  private <T> T ask(Question question, List<Budget> budgets, Reading<T> reading)
      throws IammeterFailure, InterruptedException {
    CloudSession.Grant grant = session.token(question);
    for (int tokens = 1; ; tokens++) {
      reserve(budgets);
      Optional<T> answer = once(question, grant.token(), reading, tokens == MOST_TOKENS);
      if (answer.isPresent()) {
        return answer.get();
      }
      grant = session.replace(grant, question);
    }
  }

  /** Makes one call; empty if the token is refused and there may be another. */
  private <T> Optional<T> once(Question question, Secret token, Reading<T> reading, boolean last)
      throws IammeterFailure, InterruptedException {
    CallTimer.Running call = timer.begin(question.endpoint());
    try {
      HttpAnswer answer = http.get(question, token);
      if (answer.status() == UNAUTHORIZED && !last) {
        call.failed(Kind.UNAUTHORIZED);
        return Optional.empty();
      }
      statusCheck.require(question, answer);
      T read = reading.of(envelope.open(answer.body(), answer.contentType()));
      call.worked();
      return Optional.of(read);
    } catch (IammeterFailure failure) {
      call.failed(failure.kind());
      throw failure;
    }
  }

  private void reserve(List<Budget> budgets) throws IammeterFailure {
    if (gate.reserve(budgets) instanceof Decision.Denied denied) {
      if (denied.broken()) {
        throw new StorageException(denied.reason());
      }
      throw new IammeterFailure(Kind.QUOTA, denied.reason(), Optional.of(denied.retryAfter()));
    }
  }

  private static RowLayout layout(boolean powerFactor) {
    return powerFactor ? RowLayout.WITH_POWER_FACTOR : RowLayout.BASIC;
  }

  /** A text that cannot be one is not sent: it would ask for another path. */
  private static String requireSn(String sn) throws IammeterFailure {
    if (!SiteListParser.isSerialNumber(sn)) {
      throw new IammeterFailure(
          Kind.NOT_FOUND, "'" + sn + "' cannot be a meter's serial number; nothing was asked.");
    }
    return sn;
  }
}
