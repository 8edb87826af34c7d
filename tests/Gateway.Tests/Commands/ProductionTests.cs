using Gateway.Tests.Support;

namespace Gateway.Tests.Commands;

public sealed class ProductionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Production", "--urls", "http://127.0.0.1:0")]
    [InlineData("Production", "token", "--tenant", "acme", "--subject", "me")]
    [InlineData("production", "token", "--tenant", "acme", "--subject", "me")]
    [InlineData("Staging", "token", "--tenant", "acme", "--subject", "me")]
    public async Task The_development_world_is_refused(string environment, params string[] args)
    {
        Ran ran = await Ran.AsyncIn(environment, [.. args, "--data", _folder.Path]);
        IsRefused(ran);
    }

    [Fact]
    public async Task The_demo_is_refused() => IsRefused(await Ran.AsyncIn("Production", "demo"));

    [Fact]
    public async Task A_machine_that_says_nothing_is_in_production() =>
        IsRefused(await GatewayProcess.RunAsync(environment: null, "--urls", "http://127.0.0.1:0", "--data", _folder.Path));

    public void Dispose() => _folder.Dispose();

    private void IsRefused(Ran ran)
    {
        Assert.Equal((2, string.Empty), (ran.Exit, ran.Output));
        Assert.Contains("DOTNET_ENVIRONMENT=Development", ran.Error);
        Assert.False(Directory.Exists(_folder.Path));
    }
}
