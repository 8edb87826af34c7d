using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

internal static class ServeCommand
{
    internal static async Task<int> RunAsync(CommandLine line, string? environment, TextWriter output, CancellationToken cancellationToken)
    {
        await using WebApplication app = GatewayHost.Build(Read(line) with { Environment = environment });
        await app.StartAsync(cancellationToken);
        await ReadyLines.WriteAsync(app, line["--pinned"], output, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    private static GatewayOptions Read(CommandLine line)
    {
        var options = new GatewayOptions { Pinned = line["--pinned"] };
        string urls = line["--urls"] ?? options.Urls;
        if (!urls.Split(';').All(IsAddress))
        {
            throw new WrongUseException("The option '--urls' takes http addresses such as http://127.0.0.1:5080, separated by ';'.");
        }

        if (line["--postgres"] is { } postgres && !PostgresGatewayDatabase.IsWellFormed(postgres))
        {
            // It may hold a password, so it is not said again.
            throw new WrongUseException("The option '--postgres' takes a connection string such as \"Host=localhost;Database=gateway;Username=me\".");
        }

        return options with { Urls = urls, Data = line["--data"] ?? options.Data, Postgres = line["--postgres"] };
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http", PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
