package io.github.phasebridge.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page in a browser of which everything is noted that a page must not do. */
final class WatchedPage implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private WatchedPage(BrowserContext context, String home) {
    this.context = context;
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text() + " (" + message.location() + ")");
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(home)) {
            complaints.add("asked for " + request.url());
          }
        });
    page.onDialog(
        dialog -> {
          complaints.add("showed a dialog: " + dialog.message());
          dialog.dismiss();
        });
  }

  /** How a browser is set up. */
  record Look(int width, int height, ColorScheme theme) {

    static final Look DESKTOP = new Look(1280, 900, ColorScheme.LIGHT);
    static final Look PHONE = new Look(360, 740, ColorScheme.LIGHT);

    Look dark() {
      return new Look(width, height, ColorScheme.DARK);
    }

    /** Returns such as {@code phone-dark}. */
    @Override
    public String toString() {
      return (width < 600 ? "phone-" : "desktop-") + theme.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Opens the page at an address, as a browser that speaks this language. */
  static WatchedPage open(Browser browser, String address, Look look, String language) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.theme())
                .setLocale(language));
    context.setDefaultTimeout(10_000);
    WatchedPage watched = new WatchedPage(context, address);
    watched.page.navigate(address);
    return watched;
  }

  /** Returns the page. */
  Page page() {
    return page;
  }

  /** Forgets what a test expected to go wrong. */
  void forgiveCuts() {
    complaints.removeIf(
        complaint ->
            complaint.contains("Failed to load resource") || complaint.contains("net::ERR_"));
  }

  /** Waits until all is drawn, stretches the window over the whole page and keeps its picture. */
  void keepPicture(String name) {
    int height = (int) page.evaluate("document.documentElement.scrollHeight");
    page.setViewportSize(page.viewportSize().width, height);
    assertThat(page.locator(".chart canvas[data-points='0']:visible")).hasCount(0);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** Returns what axe-core finds that shuts people out, as {@code rule: elements}. */
  List<?> barriers() throws IOException {
    try (InputStream axe = WatchedPage.class.getResourceAsStream("/axe.min.js")) {
      if (axe == null) {
        throw new IllegalStateException("no axe.min.js among the tests' libraries");
      }
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>)
        page.evaluate(
            """
            async () => (await axe.run()).violations
                .filter(({ impact }) => ['serious', 'critical'].includes(impact))
                .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
            """);
  }

  /** Checks that the page did nothing it must not do. */
  void assertDidNoWrong() {
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
