using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;

namespace FileWriter.Host;

/// <summary>Appends from several callers at once, and says after each what is durable.</summary>
internal static class Appending
{
    private static readonly TenantId Acme = TenantId.From("acme");

    internal static Task RunAsync(IServiceProvider services, Func<IServiceProvider, string, Task> append, string prefix, int count, int callers) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < count; i++)
            {
                string name = $"{prefix}-{caller}-{i}";
                try
                {
                    await append(services, name);
                    Console.WriteLine($"ack {name}");
                }
                catch (IOException)
                {
                    Console.WriteLine($"failed {name}");
                }
            }
        })));

    internal static Task ToLedgerAsync(IServiceProvider services, string name) => ToLedgerAsync(services, name, Acme);

    internal static async Task ToLedgerAsync(IServiceProvider services, string name, TenantId trail) =>
        await services.GetRequiredService<IAuditLedger>().AppendAsync(
            new AuditEnvelope(trail, services.GetRequiredService<TimeProvider>().GetUtcNow())
            {
                Actor = name,
                Action = "members.add",
                Outcome = AuditOutcome.Allowed,
                ReasonCode = "none",
            },
            CancellationToken.None);

    internal static async Task ToJournalAsync(IServiceProvider services, string name) =>
        await services.GetRequiredService<IDirectoryJournal>().AppendAsync(DirectoryChange.RevokeMember(Acme, "idp", name, mayReturn: true), CancellationToken.None);
}
