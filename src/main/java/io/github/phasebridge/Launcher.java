package io.github.phasebridge;

/**
 * The class that {@code java -jar} starts. It is compiled for Java 17, so that an older Java says
 * in one sentence what is wanted instead of failing with {@code UnsupportedClassVersionError}.
 */
public final class Launcher {

  private static final int WANTED = 25;

  private Launcher() {}

  /**
   * Hands over to {@link Main}.
   *
   * @param args the command line; exits with 2 on a Java older than 25
   */
  public static void main(String[] args) {
    int running = Runtime.version().feature();
    if (running < WANTED) {
      System.err.println(
          "phasebridge needs Java "
              + WANTED
              + " or newer, but this is Java "
              + running
              + " ("
              + System.getProperty("java.home")
              + "). Start it with the java of a newer JDK,"
              + " for example /usr/lib/jvm/temurin-25-jdk-amd64/bin/java -jar ...");
      System.exit(2);
    }
    Main.main(args);
  }
}
