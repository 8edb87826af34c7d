using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>Writes the trail of one tenant with its proofs.</summary>
internal static class AuditExportCommand
{
    internal static async Task<int> RunAsync(CommandLine line, string? environment, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        string text = line.Require("--tenant");
        string target = line.Require("--out");
        string data = line["--data"] ?? GatewayOptions.DefaultData;
        TenantId tenant = await FindAsync(text, new GatewayOptions { Data = data, Postgres = line["--postgres"], Environment = environment }, cancellationToken);
        if (!System.IO.Directory.Exists(GatewayServices.LedgerFolder(data)))
        {
            await error.WriteLineAsync("No gateway has written a trail in this data folder. Name the one that it serves with --data.");
            return ExitCode.No;
        }

        await using ServiceProvider services = AuditHost.Open(data);
        (IAuditTrailStore Store, bool IsRecorded) ledger;
        try
        {
            ledger = await AuditHost.ReadAsync(services, data, tenant, cancellationToken);
        }
        catch (TenancyConfigurationException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.No;
        }

        if (!ledger.IsRecorded)
        {
            await error.WriteLineAsync("A gateway writes the ledger meanwhile, so that this reading does not stand in it.");
        }

        SignedCheckpoint end = await WriteAsync(ledger.Store, tenant, target, cancellationToken);
        await File.WriteAllTextAsync(target + ".checkpoint", end.ToString(), cancellationToken);
        await output.WriteLineAsync($"{target}: {end.Checkpoint.Head.Length} records of {tenant}; keep {target}.checkpoint elsewhere, it shows later that nothing was cut off");
        return ExitCode.Done;
    }

    private static async Task<SignedCheckpoint> WriteAsync(IAuditTrailStore store, TenantId tenant, string target, CancellationToken cancellationToken)
    {
        TrailAccess access = TrailAccess.DangerousForOperator(tenant, "the operator of the machine exports a trail");
        string draft = target + ".tmp";
        SignedCheckpoint end;
        await using (FileStream file = new(draft, FileMode.Create, FileAccess.Write))
        {
            end = await TrailExport.WriteAsync(store, access, file, cancellationToken);
        }

        File.Move(draft, target, overwrite: true);
        return end;
    }

    private static async Task<TenantId> FindAsync(string text, GatewayOptions options, CancellationToken cancellationToken)
    {
        using IHost host = await TokenHost.StartAsync(options, cancellationToken);
        return host.Services.GetRequiredService<TenantDirectory>().TryFind(text, out TenantEntry? entry)
            ? entry.Id
            : throw new WrongUseException("The option '--tenant' takes a tenant of the directory, such as acme, or platform.");
    }
}
