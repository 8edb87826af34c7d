using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing.Reading;

/// <summary>A permit opens what it was earned for, of its own tenant and host, and as long as its claim lives.</summary>
public sealed class AuditPermitTests : IDisposable
{
    private readonly AuditWorld _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, bool> Permits => new()
    {
        { "read", true, false }, { "export", false, true }, { "read_platform", true, false }, { "export_platform", false, true }, { "other", false, false }, { "of_one", false, false },
    };

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Permits))]
    public async Task Permit_opens_what_it_was_earned_for_and_nothing_else(string kind, bool reads, bool exports)
    {
        _world.Emit(TestWorld.Acme, "alice");
        AccessPermit permit = kind switch
        {
            "read" => await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Audit.Read),
            "export" => await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Audit.Export),
            "read_platform" => await _world.EarnAsync(_world.Host.Operator(), _world.Audit.ReadPlatform),
            "export_platform" => await _world.EarnAsync(_world.Host.Operator(), _world.Audit.ExportPlatform),
            "of_one" => await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Audit.Read, id: "r1"),
            _ => await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Host.Engine.Action("operator.admin", "members.list")),
        };

        await OpensAsync(reads, () => _world.ReadAsync(permit));
        await OpensAsync(reads, () => _world.Audit.CheckAsync(permit, Token));
        await OpensAsync(exports, () => _world.ExportAsync(permit));
    }

    [Fact]
    public async Task Platforms_trail_takes_the_platforms_right()
    {
        _world.Emit(TenantId.Platform, "olga");
        foreach (AccessAction action in (AccessAction[])[_world.Audit.ReadPlatform, _world.Audit.ExportPlatform])
        {
            Assert.False((await _world.AskAsync(_world.Admin(TestWorld.Acme), action)).IsAllowed);
            Assert.False((await _world.AskAsync(_world.Admin(TestWorld.Acme), action, TenantId.Platform)).IsAllowed);
            Assert.False((await _world.AskAsync(_world.Host.World.Claim(TenantId.Platform, "operator.read"), action)).IsAllowed);
            Assert.True((await _world.AskAsync(_world.Host.Operator(), action)).IsAllowed);
        }

        foreach (AccessAction action in (AccessAction[])[_world.Audit.Read, _world.Audit.Export])
        {
            Assert.False((await _world.AskAsync(_world.Host.Operator(), action, TenantId.Platform)).IsAllowed);
        }
    }

    [Fact]
    public async Task Permit_reads_the_trail_of_its_own_tenant_and_none_of_another_host()
    {
        using var other = new AuditWorld();
        _world.Emit(TestWorld.Acme, "alice");
        _world.Emit(TestWorld.Globex, "gustav");

        AccessPermit globex = await _world.EarnAsync(_world.Admin(TestWorld.Globex), _world.Audit.Read);
        await _world.FlushAsync();
        Assert.Equal("gustav", Assert.Single((await _world.ReadAsync(globex)).Records).Envelope.Actor);

        // The actions of another host look the same.
        AccessPermit foreign = await other.EarnAsync(other.Admin(TestWorld.Acme), other.Audit.Read);
        AccessPermit export = await _world.EarnAsync(_world.Admin(TestWorld.Globex), _world.Audit.Export);
        await Refused(() => _world.ReadAsync(foreign));
        await Refused(() => other.ReadAsync(globex));
        await Refused(() => other.ExportAsync(export));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _world.ReadAsync(null!));
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("expired")]
    public async Task Permit_that_is_dead_opens_nothing(string how)
    {
        _world.Emit(TestWorld.Acme, "alice");
        VerifiedTenantClaim admin = _world.Admin(TestWorld.Acme);
        AccessPermit read = await _world.EarnAsync(admin, _world.Audit.Read);
        AccessPermit export = await _world.EarnAsync(admin, _world.Audit.Export);
        Assert.NotEmpty((await _world.ReadAsync(read)).Records);

        End(how);

        await Refused(() => _world.ReadAsync(read));
        await Refused(() => _world.Audit.CheckAsync(read, Token));
        using var file = new MemoryStream();
        await Refused(() => _world.ExportAsync(export, file));
        Assert.Equal(0, file.Length);
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("expired")]
    public async Task Claim_that_dies_between_two_pages_closes_the_trail(string how)
    {
        _world.Emit(TestWorld.Acme, "alice", 1_200);
        VerifiedTenantClaim admin = _world.Admin(TestWorld.Acme);
        AccessPermit read = await _world.EarnAsync(admin, _world.Audit.Read);
        AccessPermit export = await _world.EarnAsync(admin, _world.Audit.Export);
        await _world.FlushAsync();
        AuditPage first = await _world.ReadAsync(read);
        Assert.Equal((50, 1_152L), (first.Records.Count, first.Next));

        // Behind the first of the parts that one page is looked for in.
        _world.Trails.Readings = 0;
        _world.Trails.Before = reading => reading == 2 ? Task.Run(() => End(how), Token) : Task.CompletedTask;
        await Refused(() => _world.ReadAsync(read, new AuditFilter { Actor = "nobody" }));
        Assert.Equal(2, _world.Trails.Readings);
        await Refused(() => _world.ReadAsync(read, new AuditFilter { Before = first.Next }));
        await Refused(() => _world.ExportAsync(export));
    }

    [Fact]
    public async Task Claim_that_dies_in_the_middle_of_an_export_ends_it_without_a_signature()
    {
        _world.Emit(TestWorld.Acme, "alice", 1_200);
        AccessPermit export = await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Audit.Export);
        await _world.FlushAsync();
        _world.Trails.Before = reading => reading == 2 ? Task.Run(() => End("tenant"), Token) : Task.CompletedTask;
        using var file = new MemoryStream();

        await Refused(() => _world.ExportAsync(export, file));
        string written = System.Text.Encoding.UTF8.GetString(file.ToArray());
        Assert.Equal(512, written.Split('\n').Length - 1);
        Assert.DoesNotContain("\"checkpoint\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rare_record_is_looked_for_in_so_many_at_most()
    {
        const int Bound = 8_192;
        _world.Emit(TestWorld.Acme, "rare");
        _world.Emit(TestWorld.Acme, "alice", Bound + 7);
        AccessPermit read = await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Audit.Read);
        await _world.FlushAsync();

        AuditPage first = await _world.ReadAsync(read, new AuditFilter { Actor = "rare" });
        Assert.Equal((0, 9L, Bound), (first.Records.Count, first.Next, _world.Trails.Given));
        AuditPage second = await _world.ReadAsync(read, new AuditFilter { Actor = "rare", Before = first.Next });
        Assert.Equal((1, null), (second.Records.Count, second.Next));
        Assert.Equal(Bound + 8, _world.Trails.Given);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.ReadAsync(read, new AuditFilter { Count = AuditFilter.MaxCount + 1 }));
    }

    private void End(string how)
    {
        if (how == "expired")
        {
            _world.Host.Time.Advance(TimeSpan.FromMinutes(5));
        }
        else
        {
            _world.Host.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended));
        }
    }

    private static Task OpensAsync(bool opens, Func<Task> use) => opens ? use() : Refused(use);

    private static async Task Refused(Func<Task> use) => await Assert.ThrowsAsync<TenantScopeRequiredException>(use);
}
