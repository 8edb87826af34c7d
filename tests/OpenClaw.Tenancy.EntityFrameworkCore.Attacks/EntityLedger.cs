using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>A host without a web server that keeps its ledger in a database.</summary>
public sealed class EntityLedger : LedgerUnderTest
{
    private readonly TestWorld _world;
    private readonly ITenancySigner _signer;

    public EntityLedger(
        ITenancySigner signer, ManualTime time, Action<DbContextOptionsBuilder> database, Action<EntityLedgerOptions>? options = null, ILoggerProvider? log = null)
    {
        _signer = signer;
        _world = new TestWorld(time: time, build: builder =>
        {
            builder.Services.AddLogging(l => l.AddProvider(log ?? Log));
            builder.Services.AddSingleton(signer);
            builder.AddAdministration();
            builder.AddTenancyLedger(database, o =>
            {
                o.CreateTables = true;
                options?.Invoke(o);
            });
        });
        Ledger = (EntityAuditLedger)_world.Services.GetRequiredService<IAuditLedger>();
    }

    public EventNumbers Log { get; } = new();

    public TestWorld World => _world;

    public override EntityAuditLedger Ledger { get; }

    public override ManualTime Time => _world.Time;

    public override VerificationKey Key => _signer.Key;

    public override Task FlushAsync() => Ledger.FlushAsync(CancellationToken.None);

    public override Task<long> DropAsync(DateTimeOffset olderThan) => Ledger.DropAsync(olderThan, CancellationToken.None);

    public override ValueTask DisposeAsync() => _world.Services.DisposeAsync();

    /// <summary>Waits until an event of this number is logged: that comes behind the answer to the caller. The limit is for a test that hangs.</summary>
    public async Task LoggedAsync(int number)
    {
        for (int i = 0; i < 6_000 && !Log.Events.Contains(number); i++)
        {
            await Task.Delay(10);
        }

        Xunit.Assert.Contains(number, Log.Events);
    }

    /// <summary>Why the ledger does not open, or null where it does.</summary>
    public async Task<string?> RefusalAsync()
    {
        try
        {
            await FlushAsync();
            return null;
        }
        catch (IOException exception) when (exception.InnerException is TenancyConfigurationException refused)
        {
            return refused.Message;
        }
    }
}
