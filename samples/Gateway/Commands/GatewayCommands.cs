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
          audit key --out FILE [--data DIR]                                                    writes the public key of the audit ledger
          audit export --tenant TENANT --out FILE [--data DIR] [--postgres CONNECTION]         writes a trail with its proofs, and its checkpoint to FILE.checkpoint
          audit verify FILE --key PUBKEY [--checkpoint FILE]                                   says whether an export is whole
        """;

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [string.Empty] = ["--urls", "--data", "--postgres", "--pinned"],
        ["token"] = ["--tenant", "--subject", "--role", "--scopes", "--lifetime", "--data", "--postgres"],
        ["demo"] = [],
        ["audit key"] = ["--out", "--data"],
        ["audit export"] = ["--tenant", "--out", "--data", "--postgres"],
        ["audit verify"] = ["--key", "--checkpoint", CommandLine.Operand],
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
                "audit key" => await AuditKeyCommand.RunAsync(line, output, cancellationToken),
                "audit export" => await AuditExportCommand.RunAsync(line, environment, output, error, cancellationToken),
                "audit verify" => await AuditVerifyCommand.RunAsync(line, output, error, cancellationToken),
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
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            // The address is taken, or not this machine's.
            await error.WriteLineAsync(exception.Message);
            return ExitCode.No;
        }
    }
}
