using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>What the directory answers where nothing was written, nothing is known, or somebody was there before.</summary>
public sealed class DirectoryAnswerTests
{
    [Fact]
    public void Answer_that_nobody_gave_is_a_refusal_with_a_reason_for_people()
    {
        DirectoryRefusal[] refusals = [default(DirectoryWrite).Refusal!, default(DirectoryResult<TenantEntry>).Refusal!];

        Assert.All(refusals, static r => Assert.Equal(DirectoryRefusalReason.Unspecified, r.Reason));
        Assert.All(refusals, static r => Assert.NotEmpty(r.Message));
        Assert.False(default(DirectoryWrite).IsApplied);
        Assert.False(default(DirectoryResult<TenantEntry>).IsDone);
        Assert.Throws<InvalidOperationException>(() => default(DirectoryWrite).RequireApplied());
        Assert.Throws<ArgumentNullException>(() => DirectoryWrite.Refused(1, null!));
        Assert.Equal(7, DirectoryWrite.Applied(7).RequireApplied());
    }

    [Fact]
    public void Change_without_what_it_is_about_is_none()
    {
        using var world = new TestWorld();
        var user = UserId.New();

        Assert.Throws<ArgumentNullException>(() => world.Directory.Add(null!));
        Assert.Throws<ArgumentNullException>(() => DirectoryChange.Register(null!));
        Assert.Throws<ArgumentNullException>(() => DirectoryChange.AddMember(TestWorld.Acme, null!, user, TenantRole.Member, DirectoryActor.Host));
        Assert.Throws<ArgumentNullException>(() => DirectoryChange.AddMember(TestWorld.Acme, user, TenantRole.Member, null!));
    }

    [Fact]
    public void Record_that_is_not_the_next_names_the_one_that_is_and_one_that_is_not_understood_itself()
    {
        using var world = new JournalWorld();
        long next = world.Directory.AppliedSequence + 1;

        world.Directory.Apply(new DirectoryRecord(next + 7, world.World.Time.Now, "{}"), out DirectoryRefusal? missing);
        world.Directory.Apply(new DirectoryRecord(next, world.World.Time.Now, "{}"), out DirectoryRefusal? strange);

        Assert.Contains($"{next} ", missing!.Message, StringComparison.Ordinal);
        Assert.Contains($"{next + 7} ", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"{next} ", strange!.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => world.Directory.Apply(null!, out _));
    }

    [Fact]
    public async Task Directory_without_a_journal_says_that_it_keeps_nothing_and_writes_for_nobody_who_has_given_up()
    {
        using var world = new TestWorld();
        IDirectoryWriter writer = world.Services.GetRequiredService<IDirectoryWriter>();
        DirectoryChange change = DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        Assert.False(writer.IsDurable);
        await Assert.ThrowsAsync<ArgumentNullException>(() => writer.WriteAsync(null!, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(change, new CancellationToken(canceled: true)));
        Assert.Equal(TenantStatus.Active, world.Directory.Entries.Single(static e => e.Id == TestWorld.Acme).Status);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("never-registered")]
    [InlineData("platform")]
    [InlineData("default")]
    public void Tenant_of_a_trail_is_found_by_its_text(string text)
    {
        using var world = new TestWorld();

        Assert.Equal(text, TrailTenants.Find(world.Directory, text).ToString());
    }

    [Fact]
    public void Tenant_of_a_trail_is_the_directorys_own_and_no_other_reserved_text_is_one()
    {
        using var world = new TestWorld();
        TenantId known = TenantId.FromExternal("idp", "known");
        world.Directory.Add(new TenantRegistration("idp", "known"));

        Assert.Equal(known, TrailTenants.Find(world.Directory, known.ToString()));
        Assert.Throws<InvalidDataException>(() => TrailTenants.Find(world.Directory, TenantId.FromExternal("idp", "other").ToString()));
        Assert.Throws<InvalidDataException>(() => TrailTenants.Find(world.Directory, ""));
        Assert.Throws<ArgumentNullException>(() => TrailTenants.Find(null!, "acme"));
        Assert.Throws<ArgumentNullException>(() => TrailTenants.Find(world.Directory, null!));
    }

    [Fact]
    public async Task Use_of_a_key_is_to_be_kept_until_it_was()
    {
        using var world = new AdminWorld();
        string key = world.Key(TestWorld.Acme, new() { Role = TenantRole.Admin }).Text;
        Assert.Empty(world.Directory.UnkeptKeyUses());
        Assert.NotNull((await world.VerifyAsync(key)).Claim);

        ApiKeyUse use = Assert.Single(world.Directory.UnkeptKeyUses());
        Assert.Equal(("acme", world.Time.Now), (use.Tenant, use.At));
        world.Directory.NoteKeptKeyUses([use with { Tenant = "globex" }, use with { Tenant = "nobody" }, use with { Key = "other" }]);
        Assert.Single(world.Directory.UnkeptKeyUses());
        world.Directory.NoteKeptKeyUses([use]);
        Assert.Empty(world.Directory.UnkeptKeyUses());

        world.Directory.NoteKeptKeyUses([use with { At = use.At - TimeSpan.FromHours(1) }]);
        Assert.Empty(world.Directory.UnkeptKeyUses());
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull((await world.VerifyAsync(key)).Claim);
        Assert.Equal(world.Time.Now, Assert.Single(world.Directory.UnkeptKeyUses()).At);
    }

    [Fact]
    public void Use_that_another_process_kept_is_the_last_one_here_too()
    {
        using var world = new AdminWorld();
        ApiKeyEntry key = world.Key(TestWorld.Acme, new() { Role = TenantRole.Admin }).Entry;
        Assert.Null(key.LastUsedAt);

        world.Directory.NoteKeptKeyUses([new ApiKeyUse("acme", key.Id.ToString(), world.Time.Now)]);

        Assert.Equal(world.Time.Now, key.LastUsedAt);
        Assert.Empty(world.Directory.UnkeptKeyUses());
    }
}
