using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>Secrets from the first putting to the last byte.</summary>
public sealed class SecretLifeTests : IDisposable
{
    private readonly SecretWorld _world = new();

    [Fact]
    public async Task What_was_put_is_read_by_its_tenant_alone()
    {
        Assert.Equal(1, (await _world.Put(TestWorld.Acme, "acme's")).Version);

        Assert.Equal("acme's", await _world.Read(TestWorld.Acme));
        Assert.Equal("NotFound", await _world.Read(TestWorld.Globex));
        await _world.Put(TestWorld.Globex, "globex's");
        Assert.Equal("acme's", await _world.Read(TestWorld.Acme));
        Assert.Equal("globex's", await _world.Read(TestWorld.Globex));
    }

    [Fact]
    public async Task Platform_keeps_no_secret_that_a_tenant_could_fall_back_to()
    {
        SecretChange put = await _world.Writer.PutAsync(_world.Admin(TenantId.Platform), SecretWorld.Name, "shared"u8.ToArray(), null, CancellationToken.None);
        Assert.Equal(SecretFault.Denied, put.Fault);

        Assert.Equal("NotFound", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Rotation_leaves_the_version_before_for_the_overlap()
    {
        await _world.Put(TestWorld.Acme, "one");
        SecretChange rotated = await _world.Writer.RotateAsync(_world.Admin(TestWorld.Acme), SecretWorld.Name, "two"u8.ToArray(), null, CancellationToken.None);

        Assert.Equal(2, rotated.Version);
        Assert.Equal("two", await _world.Read(TestWorld.Acme));
        Assert.Equal("one", await _world.Read(TestWorld.Acme, 1));
        _world.World.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Retired", await _world.Read(TestWorld.Acme, 1));
        Assert.Equal("two", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Putting_closes_the_version_before_at_once()
    {
        await _world.Put(TestWorld.Acme, "one");
        await _world.Put(TestWorld.Acme, "two");

        Assert.Equal("two", await _world.Read(TestWorld.Acme));
        Assert.Equal("Retired", await _world.Read(TestWorld.Acme, 1));
    }

    [Fact]
    public async Task Rotation_of_what_is_not_there_makes_nothing()
    {
        SecretChange rotated = await _world.Writer.RotateAsync(_world.Admin(TestWorld.Acme), SecretWorld.Name, "two"u8.ToArray(), null, CancellationToken.None);

        Assert.Equal(SecretFault.NotFound, rotated.Fault);
        Assert.Equal("NotFound", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Revoked_removed_and_shredded_secrets_open_no_more()
    {
        await _world.Put(TestWorld.Acme, "one");
        await _world.Writer.RevokeAsync(_world.Admin(TestWorld.Acme), SecretWorld.Name, null, CancellationToken.None);
        Assert.Equal("Revoked", await _world.Read(TestWorld.Acme));

        await _world.Writer.RemoveAsync(_world.Admin(TestWorld.Acme), SecretWorld.Name, CancellationToken.None);
        Assert.Equal("NotFound", await _world.Read(TestWorld.Acme));

        await _world.Put(TestWorld.Acme, "two");
        await _world.Put(TestWorld.Globex, "globex's");
        Assert.True((await _world.Writer.ShredAsync(_world.Admin(TestWorld.Acme), CancellationToken.None)).IsDone);
        Assert.Equal("NotFound", await _world.Read(TestWorld.Acme));
        Assert.Equal("globex's", await _world.Read(TestWorld.Globex));
    }

    [Fact]
    public async Task Value_past_its_end_is_handed_out_no_more_and_a_clock_set_back_does_not_revive_it()
    {
        await _world.Put(TestWorld.Acme, "short", new SecretPutOptions { ExpiresAt = _world.World.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        Assert.Equal("short", await _world.Read(TestWorld.Acme));

        _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Expired", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task New_data_key_seals_everything_anew()
    {
        await _world.Put(TestWorld.Acme, "one");
        Assert.True((await _world.Writer.RotateDataKeyAsync(_world.Admin(TestWorld.Acme), CancellationToken.None)).IsDone);
        Assert.True((await _world.Writer.RewrapAsync(_world.Admin(TestWorld.Acme), CancellationToken.None)).IsDone);

        Assert.Equal("one", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Each_use_leaves_one_record_by_name_before_it_happens()
    {
        await _world.Put(TestWorld.Acme, "canary-4711");
        await _world.Read(TestWorld.Acme);

        Assert.Equal(["secrets.put", "secrets.use"], _world.Ledger.Appended.Select(static e => e.Action));
        Assert.All(_world.Ledger.Appended, static e => Assert.Equal("openai", e.ResourceId));
        Assert.DoesNotContain("canary-4711", JsonSerializer.Serialize(_world.Ledger.Appended.Select(static e => new { e.Action, e.ResourceId, e.Detail, e.Details })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_record_nothing_is_read_or_changed()
    {
        await _world.Put(TestWorld.Acme, "one");
        _world.Ledger.BeforeAppend = static (_, _) => throw new IOException("The disk is full.");

        Assert.Equal("AuditUnavailable", await _world.Read(TestWorld.Acme));
        Assert.Equal(SecretFault.AuditUnavailable, (await _world.Put(TestWorld.Acme, "two")).Fault);
        _world.Ledger.BeforeAppend = static (_, _) => ValueTask.CompletedTask;
        Assert.Equal("one", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Who_lacks_the_scope_is_refused_with_one_record()
    {
        await _world.Put(TestWorld.Acme, "one");
        SecretReading read = await _world.Reader.OpenAsync(_world.Scope(TestWorld.Acme, "operator.read"), SecretWorld.Name, null, CancellationToken.None);
        SecretChange put = await _world.Writer.PutAsync(_world.Scope(TestWorld.Acme, "operator.write"), SecretWorld.Name, "two"u8.ToArray(), null, CancellationToken.None);

        Assert.Equal((SecretFault.Denied, DenyReason.ScopeMissing), (read.Fault, read.Reason));
        Assert.Equal((SecretFault.Denied, DenyReason.ScopeMissing), (put.Fault, put.Reason));
        Assert.Equal(2, _world.Ledger.Emitted.Count(static e => e.Outcome == AuditOutcome.Denied));
    }

    [Fact]
    public async Task Lease_shows_nothing_and_is_zero_when_it_ends()
    {
        await _world.Put(TestWorld.Acme, "canary-4711");
        SecretReading reading = await _world.Reader.OpenAsync(_world.Scope(TestWorld.Acme, "operator.write"), SecretWorld.Name, null, CancellationToken.None);
        SecretLease lease = reading.Lease!;
        ReadOnlyMemory<byte> bytes = lease.Read();

        Assert.Equal("canary-4711", Encoding.UTF8.GetString(bytes.Span));
        Assert.Equal("***", lease.ToString());
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(lease), StringComparison.Ordinal);
        lease.Dispose();
        Assert.All(bytes.ToArray(), static b => Assert.Equal(0, b));
        Assert.ThrowsAny<InvalidOperationException>(() => lease.Read());
    }

    [Fact]
    public void Writer_alone_gives_no_reader()
    {
        using var world = new TestWorld(build: b => b.UseLedger(_ => new DurableLedger()).AddTenantSecretWriter().AddEphemeralSecretKey());

        Assert.Null(world.Services.GetService<ITenantSecretReader>());
        Assert.NotNull(world.Services.GetService<ITenantSecretWriter>());
    }

    [Fact]
    public async Task Suspended_tenant_reads_nothing()
    {
        await _world.Put(TestWorld.Acme, "one");
        TenantContext context = _world.Scope(TestWorld.Acme, "operator.write");
        _world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        SecretReading reading = await _world.Reader.OpenAsync(context, SecretWorld.Name, null, CancellationToken.None);

        Assert.Equal(SecretFault.Denied, reading.Fault);
        Assert.Null(reading.Lease);
    }

    public void Dispose() => _world.Dispose();
}
