using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>The commands of the program. Results go to standard output, all else to standard error.</summary>
public static class GatewayCommands
{
    private const string Usage = """
        usage:
          (no command) [--urls URLS] [--data DIR] [--postgres CONNECTION] [--pinned TENANT]    serves; default http://127.0.0.1:5080, .data
          token --tenant TENANT --subject SUBJECT [--role owner|admin|member|readonly | --scopes "a@t b@t"] [--lifetime 1-300] [--data DIR] [--postgres CONNECTION]
          demo                                                                                 plays attacks against a host of its own
        """;

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [string.Empty] = ["--urls", "--data", "--postgres", "--pinned"],
        ["token"] = ["--tenant", "--subject", "--role", "--scopes", "--lifetime", "--data", "--postgres"],
        ["demo"] = [],
    };

    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, string? environment = null, CancellationToken cancellationToken = default)
    {
        try
        {
            CommandLine line = CommandLine.Parse(args, Known);
            return line.Command switch
            {
                "token" => await TokenCommand.RunAsync(line, environment, output, cancellationToken),
                "demo" => await DemoCommand.RunAsync(environment, output, cancellationToken),
                _ => await ServeCommand.RunAsync(line, environment, output, cancellationToken),
            };
        }
        catch (WrongUseException exception)
        {
            await error.WriteLineAsync(exception.Message);
            await error.WriteLineAsync(Usage);
            return ExitCode.WrongUse;
        }
        catch (Exception exception) when (exception is TenancyConfigurationException or OptionsValidationException)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.WrongUse;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The address is taken, or not this machine's.
            await error.WriteLineAsync(exception.Message);
            return ExitCode.No;
        }
    }
}
