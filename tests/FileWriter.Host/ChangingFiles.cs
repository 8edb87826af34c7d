using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace FileWriter.Host;

/// <summary>A ledger whose files are full all the time, and whose old ones are rid of their records while it is written.</summary>
internal static class ChangingFiles
{
    private const int Bytes = 4096;
    private const int Pause = 25;

    private static int _appended;

    // Smaller than any host may ask for, so that a moment sees many of them. Whoever drops records must know their tenant.
    internal static void In(IServiceCollection services)
    {
        services.RemoveAll<IValidateOptions<JsonlLedgerOptions>>();
        services.PostConfigure<TenancyOptions>(static o => o.Mode = TenancyMode.Disabled);
        services.PostConfigure<JsonlLedgerOptions>(static o => o.MaxFileBytes = Bytes);
    }

    internal static async Task ToLedgerAsync(IServiceProvider services, string name)
    {
        await Appending.ToLedgerAsync(services, name, TenantId.Default);
        if (Interlocked.Increment(ref _appended) % Pause == 0)
        {
            JsonlAuditLedger ledger = services.GetRequiredService<JsonlAuditLedger>();
            await ledger.DropAsync(services.GetRequiredService<TimeProvider>().GetUtcNow(), CancellationToken.None);
        }
    }
}
