using Gateway.Tests.Console;
using Gateway.Tests.Support;
using PuppeteerSharp;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Gateway.Tests.Console;

/// <summary>One Chromium without a window for all tests, started when one first asks for it: it starts slower than most tests run.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string HowToInstall = "Chromium is not installed, so what needs a browser was not run. Install it: apt-get install chromium";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly TemporaryFolder _profile = new();
    private readonly Lazy<Task<IBrowser>> _browser;

    public Chromium() => _browser = new Lazy<Task<IBrowser>>(LaunchAsync);

    /// <summary>The console of a gateway in a new profile; where there is no browser the test is skipped, and fails where CI is true.</summary>
    public async Task<ConsoleTab> OpenAsync(RunningGateway gateway)
    {
        string? program = Find();
        if (program is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(HowToInstall);
        }

        Assert.SkipWhen(program is null, HowToInstall);
        return await ConsoleTab.OpenAsync(await _browser.Value, gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            // The process and what it started, whatever state it is in.
            IBrowser browser = await _browser.Value;
            browser.Process?.Kill(entireProcessTree: true);
            browser.Process?.WaitForExit();
            await browser.DisposeAsync();
        }

        _profile.Dispose();
    }

    private Task<IBrowser> LaunchAsync() => Puppeteer.LaunchAsync(new LaunchOptions
    {
        ExecutablePath = Find(),
        Headless = true,
        UserDataDir = _profile.Path,
        Timeout = (int)ConsoleTab.Guard.TotalMilliseconds,
        ProtocolTimeout = (int)ConsoleTab.Guard.TotalMilliseconds,
        // The sandbox of Chromium does not start for root.
        Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"],
    });

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
