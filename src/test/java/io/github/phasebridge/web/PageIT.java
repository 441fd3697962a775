package io.github.phasebridge.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.Allowance;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.web.WatchedPage.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The status page as people see it: in a browser, through Home Assistant's ingress. */
class PageIT {

  private static final List<Look> LOOKS =
      List.of(Look.DESKTOP, Look.DESKTOP.dark(), Look.PHONE, Look.PHONE.dark());

  private static Playwright playwright;
  private static Browser browser;

  private ServedHouse house;
  private final List<WatchedPage> opened = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    Optional<Path> chromium = Chromium.find();
    if (chromium.isEmpty()) {
      System.err.println(Chromium.ABSENT);
    }
    Assumptions.assumeTrue(chromium.isPresent(), Chromium.ABSENT);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    // Root, as in containers, has no sandbox.
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  static void stopBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void serve() throws IOException {
    house = ServedHouse.throughIngress();
  }

  @AfterEach
  void stop() {
    try {
      opened.forEach(WatchedPage::assertDidNoWrong);
      opened.forEach(WatchedPage::close);
      assertThat(house.proxy().filtered()).isEmpty();
    } finally {
      house.close();
    }
  }

  @Test
  void valuesChangeWhileOneWatches() {
    Page page = open();
    Locator power = page.locator("#device-iammeter_3f00aa11 td[data-key=power_a]");
    assertThat(power).hasText("1,231");

    house.read(PageHouse.METER, "power_a", "-987.6");

    assertThat(power).hasText("-988");
    assertThat(page.locator("#device-iammeter_3f00aa11 td[data-key=current_c]")).hasText("–");
  }

  @Test
  void theHeadlineCountsWhatNeedsAttention() {
    Page page = open();
    assertThat(page.locator("#headline-title")).hasText("2 things need attention");
    assertThat(page.getByText("Copy app id and secret anew").first()).isVisible();

    leaveOnly(1, 2);

    assertThat(page.locator("#headline-title")).hasText("Everything works");
    assertThat(page.locator(".device")).hasCount(1);
  }

  @Test
  void everySpanOfAQuotaIsShown() {
    Page page = open();

    Locator quotas = page.locator("#connections .quota > span:first-child");

    assertThat(quotas)
        .hasText(
            new String[] {
              "7 of 12 left per hour", "271 of 288 left per day",
              "4 of 5 left per day", "58 of 60 left per minute"
            });
  }

  @ParameterizedTest
  @CsvSource({"4, true", "5, false"})
  void manyQuotasAreFoldedAlsoIfTheyComeLate(int number, boolean open) {
    quotas(0);
    Page page = open();
    Locator cloud = page.locator("#connections article").filter(containing("IAMMETER cloud"));
    assertThat(cloud).isVisible();
    assertThat(cloud.getByText("Calls left")).isHidden();

    quotas(number);

    assertThat(cloud.getByText("Calls left")).isVisible();
    assertThat(cloud.locator(".quota:visible")).hasCount(open ? number : 0);
  }

  @Test
  void aMeterTellsOfItsNextReadingAndNotOfWhatElseIsCalled() {
    Page page = open();

    assertThat(page.locator("#device-iammeter_3f00aa11"))
        .containsText(Pattern.compile("next reading in 4 min .* calls: 7 of 12 left per hour"));
  }

  @Test
  void whatIsRoundedToNothingHasNoSign() {
    Page page = open();

    house.read(PageHouse.METER, "power_a", "-0.04");

    assertThat(page.locator("#device-iammeter_3f00aa11 td[data-key=power_a]")).hasText("0.0");
  }

  @Test
  void homeAssistantIsOutOfSightWhileTheBrokerIsAway() {
    brokerIs(true);
    Page page = open();
    Locator card = page.locator("#connections article").nth(1);
    assertThat(card).containsText("Online");

    brokerIs(false);

    assertThat(card).containsText("Out of sight");
    assertThat(card).not().containsText("Online");
  }

  @Test
  void aBrokerWithoutAnAddressYetIsDescribedWithoutAGap() {
    brokerIs(false);
    Page page = open();

    assertThat(page.locator("#connections article").first().locator("p.quiet").first())
        .hasText("MQTT 5 · address from the Supervisor");
  }

  @Test
  void numbersAreWrittenAsTheUserDoes() {
    Page page = open(Look.DESKTOP, "de-DE");

    assertThat(page.locator("#device-thingboot_820720 .power")).hasText("1.846\u00a0W");
  }

  @Test
  void aCommandByKeyboardIsSentOnceAndTheStateIsNeverGuessed() {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    house.insight().answer(answer);
    Page page = open();
    Locator boiler = page.locator("#device-thingboot_820720");
    Locator off = button(boiler, "Power off");
    assertThat(off).isVisible();

    tabTo(page, off);
    page.keyboard().press("Enter");
    assertThat(off).hasAttribute("aria-busy", "true");
    page.keyboard().press("Enter");
    assertThat(boiler.locator(".position")).hasText("ON");
    answer.complete(Outcome.refused("The relay is busy. Try again in a minute."));

    Pattern outcome = Pattern.compile("Power off: refused after .* The relay is busy\\. Try again");
    assertThat(boiler.locator(".outcome")).hasText(outcome);
    assertThat(page.locator("#spoken")).hasText(outcome);
    assertThat(off).not().hasAttribute("aria-busy", "true");
    assertThat(off).isFocused();
    assertThat(boiler.locator(".position")).hasText("ON");
    assertThat(house.insight().commands()).containsExactly("thingboot_820720 power OFF");
  }

  /** The pointer rests on a button that was just pressed. */
  @Test
  void aPressedButtonCanBeReadUnderThePointer() throws IOException {
    Page page = open();
    Locator on = button(page.locator("#device-thingboot_820720"), "Power on");
    assertThat(on).hasAttribute("aria-pressed", "true");

    on.hover();

    assertThat(watched().barriers()).isEmpty();
  }

  @Test
  void whatIsGoneForGoodIsAskedForFirst() {
    Page page = open();
    Locator boiler = page.locator("#device-thingboot_820720");
    boiler.getByText("More controls").click();
    Locator clear = button(boiler, "Clear all energy");

    clear.click();
    page.keyboard().press("Escape");
    assertThat(page.locator("#confirm")).isHidden();
    assertThat(clear).isFocused();
    assertThat(house.insight().commands()).isEmpty();

    clear.click();
    button(page.locator("#confirm"), "Yes, do it").click();
    assertThat(boiler.locator(".outcome")).containsText("Clear all energy: confirmed");
    assertThat(house.insight().commands()).containsExactly("thingboot_820720 clear_all PRESS");
  }

  @Test
  void aPageThatMustNotSwitchHasNoControls() throws IOException {
    house.close();
    house = ServedHouse.toEverybody();
    Page page = open();

    assertThat(page.locator("#read-only")).containsText("web.password");
    assertThat(page.locator(".device")).hasCount(5);
    assertThat(page.locator(":is(.device, #bridge) :is(button, select):visible")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 403})
  void aBrokenStreamIsSaidAndMended(int status) throws IOException {
    Page page = open();
    assertThat(page.locator("#headline-title")).hasText("2 things need attention");

    house.proxy().cut(status);

    assertThat(page.locator("#banner"))
        .hasText(Pattern.compile("No connection to phasebridge\\. Values are from .*"));
    assertThat(page.locator("#headline-title")).hasText("No connection to phasebridge");
    house.proxy().mend();
    assertThat(page.locator("#banner"))
        .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(15_000));
    house.read(PageHouse.METER, "power_a", "555");
    assertThat(page.locator("td[data-key=power_a]").first()).hasText("555");
    watched().forgiveCuts();
  }

  @Test
  void aConnectionThatDiesWithoutAWordIsMissed() {
    Page page = open();
    page.clock().install();
    page.reload();
    assertThat(page.locator("#headline-title")).hasText("2 things need attention");

    house.proxy().hold();
    page.clock().fastForward(60_000);

    assertThat(page.locator("#banner")).isVisible();
    assertThat(page.locator("#headline-title")).hasText("No connection to phasebridge");
    house.proxy().mend();
    assertThat(page.locator("#banner"))
        .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(15_000));
    assertThat(page.locator("#headline-title")).hasText("2 things need attention");
  }

  @Test
  void anUpdateBringsItsOwnPage() {
    Page page = open();
    assertThat(page.locator("#version")).hasText("0.1.0");
    page.evaluate("window.before = true");

    house.insight().change(overview -> SampleOverview.version(overview, "0.2.0"));

    assertThat(page.locator("#version")).hasText("0.2.0");
    page.waitForFunction("!window.before");
    assertThat(page.locator("#version")).hasText("0.2.0");
  }

  @Test
  void aNameIsShownAsItIsWhateverItHolds() {
    Page page = open();

    assertThat(page.locator("#device-thingboot_820721 h4")).hasText(PageHouse.NASTY);
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @Test
  void focusAndOpenPartsStayWhileValuesChange() {
    Page page = open();
    Locator boiler = page.locator("#device-thingboot_820720");
    boiler.getByText("More controls").click();
    Locator choice = boiler.locator("select");
    choice.focus();
    choice.selectOption("point");

    house.read(PageHouse.BOILER, "active_power", "12.34");

    assertThat(boiler.locator(".power")).hasText("12.3\u00a0W");
    assertThat(choice).isFocused();
    assertThat(choice).hasValue("point");
    assertThat(house.insight().commands()).isEmpty();
  }

  @Test
  void theChartHasADayOfPowerAndGrows() {
    Page page = open();
    Locator canvas = page.locator("#device-iammeter_3f00aa11 canvas");
    canvas.scrollIntoViewIfNeeded();
    assertThat(canvas).hasAttribute("data-points", Pattern.compile("[1-9][0-9]{2,}"));
    int before = Integer.parseInt(canvas.getAttribute("data-points"));
    int lines = (int) canvas.evaluate("it => Chart.getChart(it).data.datasets.length");
    assertThat(lines).isEqualTo(4);

    house.read(PageHouse.METER, "power", "4000");

    assertThat(canvas).not().hasAttribute("data-points", String.valueOf(before));
    assertThat(canvas).hasAttribute("aria-label", Pattern.compile("24 hours.* to 4,000.W"));
  }

  @Test
  void theChartGoesBackWithTheClock() {
    Page page = open();
    Locator canvas = page.locator("#device-iammeter_3f00aa11 canvas");
    canvas.scrollIntoViewIfNeeded();
    assertThat(canvas).hasAttribute("data-points", Pattern.compile("[1-9][0-9]{2,}"));
    String before = canvas.getAttribute("data-points");

    house.read(PageHouse.METER, "power", "4000", Instant.now().minus(Duration.ofMinutes(62)));

    assertThat(canvas).not().hasAttribute("data-points", before);
    Object inOrder =
        canvas.evaluate(
            """
            it => Chart.getChart(it).data.datasets.every(({ data }) =>
                data.every(({ x }, i) => i === 0 || data[i - 1].x <= x))
            """);
    assertThat(inOrder).isEqualTo(true);
  }

  @Test
  void theLogCanBeFilteredAndPaused() {
    Page page = open();
    Locator lines = page.locator("#log li:visible");
    LoggerFactory.getLogger("io.github.phasebridge.Sample").info("A line to read");
    LoggerFactory.getLogger("io.github.phasebridge.Sample").warn("A line to look after");
    house.insight().change(overview -> overview);
    assertThat(lines.filter(containing("A line to"))).hasCount(2);
    assertThat(lines.first()).containsText("A line to look after");

    page.getByLabel("Show").selectOption("warn");
    assertThat(lines.filter(containing("A line to"))).hasCount(1);

    button(page.locator("main"), "Pause").click();
    LoggerFactory.getLogger("io.github.phasebridge.Sample").warn("A later line");
    house.insight().change(overview -> overview);
    assertThat(page.locator("#log-pause")).hasText(Pattern.compile("Paused \\([0-9]+ new\\)"));
    page.locator("#log-pause").click();
    assertThat(lines.first()).containsText("A later line");
  }

  @Test
  void aLongSubjectOfTheLogBreaksAfterItsDot() {
    Page page = open();
    LoggerFactory.getLogger("io.github.phasebridge.homeassistant.SampleAnnouncement").info("It is");
    house.insight().change(overview -> overview);
    Locator subject = page.locator("#log li").filter(containing("SampleAnnouncement"));
    assertThat(subject).hasCount(1);

    assertThat(subject.locator(".subject").innerHTML())
        .isEqualTo("homeassistant.<wbr>SampleAnnouncement");
  }

  @Test
  void theDiagnosticsFileIsAskedForUnderTheSamePrefix() {
    Page page = open();

    assertThat(page.getByText("Diagnostics file").first().evaluate("it => it.href"))
        .isEqualTo(house.url() + "api/diagnostics");
  }

  @Test
  void fiftyDevicesCanBeSearched() {
    house
        .insight()
        .change(
            overview -> {
              List<Overview.Device> devices = new ArrayList<>(overview.devices());
              Overview.Device boiler = devices.get(3);
              for (int i = 0; i < 45; i++) {
                devices.add(PageHouse.renamed(boiler, "thingboot_9" + i, "Socket " + i));
              }
              return SampleOverview.devices(overview, devices);
            });
    Page page = open();
    assertThat(page.locator(".device")).hasCount(50);

    page.getByLabel("Find").fill("socket 44");

    assertThat(page.locator(".device")).hasCount(1);
    assertThat(page.locator(".device h4")).hasText("Socket 44");
  }

  @Test
  void anEmptyHouseSaysWhatToDo() {
    leaveOnly(0, 0);
    Page page = open();

    assertThat(page.locator("#headline-title")).hasText("No devices yet");
    assertThat(page.locator("#no-devices")).containsText("Nothing is set up yet");
    watched().keepPicture("empty");
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everybodyCanUseItOnEveryScreen(Look look) throws IOException {
    Page page = open(look, "en-US");
    assertThat(page.locator(".device")).hasCount(5);
    for (Locator folded : page.locator("summary:visible:text('More controls')").all()) {
      folded.click();
    }

    assertThat(watched().barriers()).isEmpty();
    assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(look.width());
    watched().keepPicture(look.toString());
  }

  static List<Look> looks() {
    return LOOKS;
  }

  /** Lets the meters' cloud have these many quotas. */
  private void quotas(int number) {
    List<Allowance> allowances =
        IntStream.range(0, number)
            .mapToObj(i -> new Allowance("Calls " + i, null, 5, Duration.ofDays(1), 4, null))
            .toList();
    SourceReport report = new SourceReport(List.of(), allowances, List.of());
    house.insight().change(overview -> SampleOverview.firstCloud(overview, report));
  }

  /**
   * Leaves these many clouds and devices, the bridge's own among them, and nothing to look after.
   */
  private void leaveOnly(int clouds, int devices) {
    house
        .insight()
        .change(
            overview ->
                new Overview(
                    overview.version(),
                    overview.started(),
                    overview.broker(),
                    overview.homeAssistant(),
                    overview.clouds().subList(0, clouds),
                    overview.devices().subList(0, devices),
                    List.of()));
  }

  /** Makes Home Assistant online, and the broker connected or still without an address. */
  private void brokerIs(boolean connected) {
    house
        .insight()
        .change(
            overview ->
                new Overview(
                    overview.version(),
                    overview.started(),
                    new Overview.Broker(
                        connected ? "mqtt://core-mosquitto:1883" : "",
                        "Supervisor",
                        new Condition(connected, overview.started(), connected ? "" : "Away."),
                        "5"),
                    new Overview.HomeAssistant(
                        Overview.HomeAssistant.Presence.ONLINE, overview.started()),
                    overview.clouds(),
                    overview.devices(),
                    overview.notices()));
  }

  private Page open() {
    return open(Look.DESKTOP, "en-US");
  }

  private Page open(Look look, String language) {
    opened.add(WatchedPage.open(browser, house.url(), look, language));
    return watched().page();
  }

  private WatchedPage watched() {
    return opened.getLast();
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator button(Locator in, String name) {
    return in.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Presses the tabulator until this has the focus. */
  private static void tabTo(Page page, Locator wanted) {
    for (int i = 0;
        i < 200 && !(boolean) wanted.evaluate("it => it === document.activeElement");
        i++) {
      page.keyboard().press("Tab");
    }
    assertThat(wanted).isFocused();
  }
}
