using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Hosting.Tests.Shared;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A ledger in files that a test has opened.</summary>
internal sealed class JsonlLedger(string folder, TestDisk? disk = null, Action<JsonlLedgerOptions>? options = null, Action<TenancyBuilder>? more = null) : LedgerUnderTest
{
    private readonly LedgerWorld _world = new(folder, disk, options, more: more);

    public EventLog Log => _world.Log;

    public override IAuditLedger Ledger => _world.Ledger;

    public override IAuditTrailStore Trails => _world.Ledger.Trails;

    public override ManualTime Time => _world.World.Time;

    public override VerificationKey Key => _world.World.Services.GetRequiredService<ITenancySigner>().Key;

    public override Task FlushAsync() => _world.Ledger.FlushAsync(CancellationToken.None);

    public override Task<long> DropAsync(DateTimeOffset olderThan) => _world.Ledger.DropAsync(olderThan, CancellationToken.None);

    public override ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }
}
