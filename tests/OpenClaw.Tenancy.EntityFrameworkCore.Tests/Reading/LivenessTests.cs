using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Reading;

/// <summary>A context is looked at again at each execution: what it was bound by may have ended.</summary>
public sealed class LivenessTests : IDisposable
{
    private readonly SqliteEngine _engine = new();
    private readonly AttackWorld _world;

    public LivenessTests()
    {
        _world = AttackWorld.WithTables(_engine);
        _world.Seed();
    }

    public static TheoryData<string, Action<TestWorld>> Ends => new()
    {
        { "the tenant is suspended", w => w.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended) },
        { "the member is revoked", w => w.Directory.RevokeMember(TestWorld.Globex, TestWorld.Idp, "someone") },
        { "the credential is revoked", w => w.Directory.RevokeCredential(TestWorld.Globex, TestWorld.Idp, "c1") },
        { "the claim expires", w => w.Time.Advance(TimeSpan.FromMinutes(6)) },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_context_whose_claim_has_ended_reads_and_writes_nothing(string name, Action<TestWorld> end)
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        IQueryable<AttackDb.Tag> deferred = db.Tags.OrderBy(t => t.Id);
        AttackDb.Tag tag = deferred.First();
        tag.Name = "late";

        end(_world.World);

        Assert.NotEmpty(name);
        Assert.Throws<TenantScopeRequiredException>(() => deferred.Skip(1).ToList());
        Assert.Throws<TenantScopeRequiredException>(() => db.SaveChanges());
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.ExecuteDelete());
        using AttackDb acme = _world.As(TestWorld.Acme);
        Assert.Equal(2, acme.Tags.Count());
    }

    public void Dispose()
    {
        _world.Dispose();
        _engine.Dispose();
    }
}
