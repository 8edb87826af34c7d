using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>The key that signs the ledger does not answer, or answers wrongly: what needs a record is refused, what is refused anyway stays so, and nothing is acknowledged unsigned.</summary>
public sealed class JsonlLedgerSignerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SwitchedSigner _signer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults => ["throws", "fails", "times out", "hangs", "signs something else", "gives nothing", "gives zeros"];

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Signer_that_fails_refuses_acts_and_changes_no_denial(string fault)
    {
        using (LedgerWorld world = Open())
        {
            AccessAction privilege = world.World.Engine.Action("operator.admin", "members.add", AccessActionKind.TenantPrivilege);
            AccessAction read = world.World.Engine.Action("operator.read", "runs.read");
            AccessRequest act = new(world.World.Claim(TestWorld.Acme, "operator.admin"), privilege, ResourceRef.Collection(TestWorld.Acme), world.World.Time.Now);
            AccessRequest foreign = new(world.World.Claim(TestWorld.Acme, "operator.read"), read, ResourceRef.Owned("r1", TestWorld.Globex), world.World.Time.Now);
            Assert.True((await world.World.Engine.DecideAsync(act, Token)).IsAllowed);
            string before = TempFolder.Text(world.File);

            _signer.Fault = fault;
            Task<AccessResult> acting = world.World.Engine.AuthorizeAsync(act, Token).AsTask();
            Assert.Equal(DenyReason.TenantMismatch, world.World.Engine.Authorize(in foreign, out AccessPermit? permit).Reason);
            Assert.Null(permit);
            AccessResult refused = await PassAsync(world, acting);
            Assert.Equal((DenyReason.AuditUnavailable, null), (refused.Decision.Reason, refused.Permit));
            await Assert.ThrowsAsync<IOException>(() => PassAsync(world, AppendAsync(world, "lost")));
            Assert.Equal(before, TempFolder.Text(world.File));

            _signer.Fault = null;
            Assert.True((await world.World.Engine.DecideAsync(act, Token)).IsAllowed);
            Assert.DoesNotContain("lost", TempFolder.Text(world.File), StringComparison.Ordinal);
        }

        // What was emitted meanwhile is there, or was counted.
        await using var after = new JsonlLedger(_folder.Path, more: Sign);
        Assert.Contains(await after.Trail(), static l => l.Contains("dropped", StringComparison.Ordinal));
        Assert.True((await after.Verify()).IsWhole);
        Assert.True((await after.Verify(TenantId.Platform)).IsWhole);
    }

    [Fact]
    public async Task Signer_that_hangs_does_not_keep_the_ledger_from_closing()
    {
        LedgerWorld world = Open();
        _signer.Fault = "hangs";
        world.Ledger.Emit(world.Envelope());
        Task closing = Task.Run(world.Dispose, Token);

        await PassAsync(world, closing.ContinueWith(static _ => true, Token, TaskContinuationOptions.None, TaskScheduler.Default));

        _signer.Fault = null;
        using LedgerWorld after = Open();
        await after.Append("next");
        Assert.Equal(["1 next"], await after.Trail());
    }

    private LedgerWorld Open() => new(_folder.Path, more: Sign);

    private void Sign(DependencyInjection.TenancyBuilder builder) => builder.Services.AddSingleton<ITenancySigner>(_ => new Borrowed(_signer));

    private static async Task<bool> AppendAsync(LedgerWorld world, string actor)
    {
        await world.Append(actor);
        return true;
    }

    // Whatever waits, waits by the world's clock.
    private static async Task<T> PassAsync<T>(LedgerWorld world, Task<T> pending)
    {
        for (int i = 0; i < 60_000 && !pending.IsCompleted; i++)
        {
            world.World.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1, Token);
        }

        return await pending.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }

    // Outlives the world that it is lent to.
    private sealed class Borrowed(SwitchedSigner signer) : ITenancySigner
    {
        public VerificationKey Key => signer.Key;

        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => signer.SignAsync(content, cancellationToken);
    }
}
