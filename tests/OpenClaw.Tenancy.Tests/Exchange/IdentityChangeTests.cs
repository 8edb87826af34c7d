using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>What a user changes of himself is what he asked for, up to the last moment at which he may; and a change that fails says why.</summary>
public sealed class IdentityChangeTests
{
    [Theory]
    [InlineData(0, TenantRole.Readonly)]
    [InlineData(1, TenantRole.Member)]
    [InlineData(2, TenantRole.Admin)]
    public async Task Code_gives_the_role_of_its_own_invitation(int which, TenantRole role)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        var codes = new List<string>();
        foreach (TenantRole invited in (TenantRole[])[TenantRole.Readonly, TenantRole.Member, TenantRole.Admin])
        {
            codes.Add(await IdentitiesTests.InviteAsync(world, TestWorld.Acme, invited));
        }

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("newcomer"), codes[which], ExchangeWorld.Cancel);

        Assert.Equal((DenyReason.None, null, false, role), (result.Reason, result.Detail, result.IsConflict, Assert.Single(result.Tenants).Role));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task Code_counts_until_its_end_and_at_that_moment_no_more(long ticks, bool counts)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        string code = await IdentitiesTests.InviteAsync(world, TestWorld.Acme, lifetime: TimeSpan.FromMinutes(1));
        world.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(ticks));

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("newcomer"), code, ExchangeWorld.Cancel);

        Assert.Equal((counts, counts ? null : "no_invitation"), (result.IsDone, result.Detail));
    }

    [Fact]
    public async Task User_who_is_known_stays_who_he_is_where_he_is_invited()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        UserId user = await world.JoinAsync(TestWorld.Globex, "alice");

        Assert.True((await world.Identities.AcceptAsync(world.Shown("alice"), await IdentitiesTests.InviteAsync(world, TestWorld.Acme), ExchangeWorld.Cancel)).IsDone);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["acme", "globex"], (await world.Identities.ListAsync(world.Shown("alice"), ExchangeWorld.Cancel)).Tenants.Select(static t => t.Id.ToString()));
        Assert.Equal(user.ToString(), (await world.ClaimAsync(await world.TokenAsync("alice", "acme"))).Subject);
        Assert.Equal(user.ToString(), world.Ledger.Appended.Single(static e => e.Action == "invitations.accept").Actor);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Token_is_fresh_for_five_minutes_to_the_tick(long ticks, bool isFresh)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        long end = world.Time.Now.ToUnixTimeSeconds() + 3600;
        ShownIdentity[] shown = [.. new[] { "alice", "second" }.Select(subject => world.Shown(subject, body => body["exp"] = end))];
        world.Time.Advance(TenantIdentities.Fresh + TimeSpan.FromTicks(ticks));

        TenantIdentityResult result = await world.Identities.LinkAsync(shown[0], shown[1], ExchangeWorld.Cancel);

        Assert.Equal((isFresh, isFresh ? DenyReason.None : DenyReason.Expired), (result.IsDone, result.Reason));
    }

    [Fact]
    public async Task Refusals_say_what_is_wrong_with_the_first_identity_before_the_second()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        var forged = new ShownIdentity { IdentityToken = "x", CorrelationId = "corr-9" };
        string? detail = (await world.Identities.ListAsync(forged, ExchangeWorld.Cancel)).Detail;
        Assert.NotEqual("unspecified", detail);

        Assert.Equal(detail, (await world.Identities.LinkAsync(forged, world.Shown("second"), ExchangeWorld.Cancel)).Detail);
        Assert.Equal(detail, (await world.Identities.UnlinkAsync(forged, world.Named("alice"), ExchangeWorld.Cancel)).Detail);

        Assert.Equal(
            [("identities.tenants", detail, "corr-9"), ("identities.link", detail, "corr-9"), ("identities.unlink", detail, "corr-9")],
            world.Ledger.Emitted.Select(static e => (e.Action, e.Detail, (string?)e.CorrelationId)));
        Assert.Equal((false, false, DenyReason.TokenInvalid), (default(TenantIdentityResult).IsDone, default(TenantIdentityResult).IsConflict, default(TenantIdentityResult).Reason));
    }

    [Fact]
    public async Task Change_that_is_not_recorded_is_not_made()
    {
        await using ExchangeWorld world = await StartAsync();
        string code = await IdentitiesTests.InviteAsync(world, TestWorld.Acme);
        int written = WriterOf(world).Texts.Count;
        world.Ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel);

        Assert.Equal((DenyReason.AuditUnavailable, "audit", written), (result.Reason, result.Detail, WriterOf(world).Texts.Count));
    }

    [Fact]
    public async Task Writer_that_fails_makes_it_unknown_whether_the_change_counts()
    {
        await using ExchangeWorld world = await StartAsync();
        string code = await IdentitiesTests.InviteAsync(world, TestWorld.Acme);
        WriterOf(world).BeforeNext = static () => throw new IOException("disk full");

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel);

        Assert.Equal((false, DenyReason.DependencyUnavailable, "directory_writer_fault"), (result.IsDone, result.Reason, result.Detail));
        Assert.Equal("directory_writer_fault", world.Ledger.Emitted[^1].Detail);
    }

    [Fact]
    public async Task Caller_who_ends_the_waiting_for_the_writer_is_told_so()
    {
        await using ExchangeWorld world = await StartAsync();
        string code = await IdentitiesTests.InviteAsync(world, TestWorld.Acme);
        using var ended = new CancellationTokenSource();
        WriterOf(world).BeforeNext = () =>
        {
            ended.Cancel();
            throw new OperationCanceledException(ended.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await world.Identities.AcceptAsync(world.Shown("alice"), code, ended.Token));
    }

    [Fact]
    public async Task Code_that_somebody_else_used_meanwhile_is_there_no_more()
    {
        await using ExchangeWorld world = await StartAsync();
        string code = await IdentitiesTests.InviteAsync(world, TestWorld.Acme);
        WriterOf(world).BeforeNext = () => Assert.True(world.Identities.AcceptAsync(world.Shown("other"), code, ExchangeWorld.Cancel).AsTask().GetAwaiter().GetResult().IsDone);

        TenantIdentityResult result = await world.Identities.AcceptAsync(world.Shown("alice"), code, ExchangeWorld.Cancel);

        Assert.Equal((false, false, DenyReason.ResourceAbsent, "not_there"), (result.IsDone, result.IsConflict, result.Reason, result.Detail));
    }

    [Fact]
    public async Task Last_identity_is_a_conflict()
    {
        await using ExchangeWorld world = await StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");

        TenantIdentityResult result = await world.Identities.UnlinkAsync(world.Shown("alice"), world.Named("alice"), ExchangeWorld.Cancel);

        Assert.Equal((false, true, DenyReason.PolicyForbid, "directory_conflict"), (result.IsDone, result.IsConflict, result.Reason, result.Detail));
    }

    private static RecordingWriter WriterOf(ExchangeWorld world) => (RecordingWriter)world.Get<IDirectoryWriter>();

    private static Task<ExchangeWorld> StartAsync() => ExchangeWorld.StartAsync(static b =>
    {
        ServiceDescriptor own = b.Services.Single(static s => s.ServiceType == typeof(IDirectoryWriter));
        b.Services.Replace(ServiceDescriptor.Singleton<IDirectoryWriter>(s => new RecordingWriter((IDirectoryWriter)own.ImplementationFactory!(s))));
    });
}
