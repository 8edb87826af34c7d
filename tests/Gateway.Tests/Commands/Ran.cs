using OpenClaw.Tenancy.Samples.Gateway.Commands;

namespace Gateway.Tests.Commands;

/// <summary>What a command came to.</summary>
public sealed record Ran(int Exit, string Output, string Error)
{
    public static Task<Ran> InDevelopmentAsync(params string[] args) => AsyncIn("Development", args);

    public static async Task<Ran> AsyncIn(string environment, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        // A command that should have been refused and serves instead ends too.
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        int exit = await GatewayCommands.RunAsync(args, output, error, environment, late.Token);
        return new Ran(exit, output.ToString(), error.ToString());
    }
}
