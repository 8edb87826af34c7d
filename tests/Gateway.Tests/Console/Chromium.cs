using Gateway.Tests.Support;
using PuppeteerSharp;

namespace Gateway.Tests.Console;

/// <summary>A Chromium without a window for the tests of a class, started when one first asks for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string HowToInstall = "Chromium is not installed, so what needs a browser was not run. Install it: apt-get install chromium";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly TemporaryFolder _profile = new();
    private IBrowser? _browser;

    /// <summary>The console of a gateway in a new profile; where there is no browser the test is skipped, and fails where CI is true.</summary>
    public async Task<ConsoleTab> OpenAsync(RunningGateway gateway)
    {
        string? program = Find();
        if (program is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(HowToInstall);
        }

        Assert.SkipWhen(program is null, HowToInstall);
        _browser ??= await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            UserDataDir = _profile.Path,
            Timeout = (int)ConsoleTab.Guard.TotalMilliseconds,
            ProtocolTimeout = (int)ConsoleTab.Guard.TotalMilliseconds,
            // The sandbox of Chromium does not start for root.
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"],
        });
        return await ConsoleTab.OpenAsync(_browser, gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            // The process and what it started, whatever state it is in.
            _browser.Process?.Kill(entireProcessTree: true);
            _browser.Process?.WaitForExit();
            await _browser.DisposeAsync();
        }

        _profile.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
