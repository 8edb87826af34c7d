using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>Writes the public key by which exports are verified. The private one is made where there is none.</summary>
internal static class AuditKeyCommand
{
    internal static async Task<int> RunAsync(CommandLine line, TextWriter output, CancellationToken cancellationToken)
    {
        string target = line.Require("--out");
        await using ServiceProvider services = AuditHost.Open(line["--data"] ?? GatewayOptions.DefaultData);
        VerificationKey key = services.GetRequiredService<ITenancySigner>().Key;
        await File.WriteAllTextAsync(target, key.ToPem(), cancellationToken);
        await output.WriteLineAsync($"{target}: the key {key.Id}");
        return ExitCode.Done;
    }
}
