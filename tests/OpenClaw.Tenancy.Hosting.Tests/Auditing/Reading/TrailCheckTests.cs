using System.Text;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing.Reading;

/// <summary>A trail is verified from its first record to its end, and in the ledger's tree; the first record that is not as it was written is named.</summary>
public sealed class TrailCheckTests : IDisposable
{
    private const int Records = 3;

    private static readonly Dictionary<string, Action<WatchedTrails>> Damages = new()
    {
        ["another body"] = static t => t.Edit = Second(static e => new AuditEntry(e.Trail, e.Sequence, e.Index, Replaced(e.Body, "alice", "malle"), e.Hash, e.Salt)),
        ["another place"] = static t => t.Edit = static read => read.Count < Records ? read : [read[0], read[2], read[1]],
        ["another salt"] = static t => t.Edit = Second(static e => new AuditEntry(e.Trail, e.Sequence, e.Index, e.Body, e.Hash, new byte[AuditEntry.SaltLength])),
        ["no record any more"] = static t => t.Edit = static read => read.Any(static e => e.Sequence == 2) ? throw new InvalidDataException() : read,
        ["the last one gone"] = static t => t.Edit = static read => [.. read.Where(static e => e.Sequence != Records)],
        ["another end"] = static t => t.EditHead = static head => new TrailHead(head.Length, default),
        ["another leaf"] = static t => t.EditLeaves = static leaves => [default, .. leaves.Skip(1)],
        ["a leaf gone"] = static t => t.EditLeaves = static leaves => [.. leaves.SkipLast(1)],
        ["a leaf more"] = static t => t.EditLeaves = static leaves => [.. leaves, default],
    };

    private readonly AuditWorld _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("another body", 2)]
    [InlineData("another place", 2)]
    [InlineData("another salt", 2)]
    [InlineData("no record any more", 2)]
    [InlineData("the last one gone", 3)]
    [InlineData("another end", 3)]
    [InlineData("another leaf", 3)]
    [InlineData("a leaf gone", 3)]
    [InlineData("a leaf more", 3)]
    public async Task First_record_that_is_not_as_it_was_written_is_named_and_what_is_mended_counts_again(string damage, long brokenAt)
    {
        await EmitAsync(Records);
        Damages[damage](_world.Trails);

        TrailState broken = await CheckAsync();
        (_world.Trails.Edit, _world.Trails.EditHead, _world.Trails.EditLeaves) = (static r => r, static h => h, static l => l);
        TrailState mended = await CheckAsync();

        Assert.Equal((false, brokenAt, (long)Records), (broken.IsVerified, broken.BrokenAt, broken.Head.Length));
        Assert.Equal((true, 0L, (long)Records), (mended.IsVerified, mended.BrokenAt, mended.Head.Length));
    }

    [Fact]
    public async Task What_was_whole_is_not_read_again_for_a_minute_and_then_in_whole()
    {
        await EmitAsync(Records);
        Assert.Equal((true, Records), await LookAsync());
        Assert.Equal((true, 0), await LookAsync());

        await EmitAsync(1);
        Assert.Equal((true, 1), await LookAsync());

        _world.Host.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Damages["another body"](_world.Trails);
        Assert.Equal((true, 0), await LookAsync());

        _world.Host.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False((await LookAsync()).IsVerified);
    }

    [Fact]
    public async Task Trail_that_is_shorter_than_it_was_is_read_in_whole()
    {
        await EmitAsync(Records);
        Assert.True((await CheckAsync()).IsVerified);
        AuditEntry first = (await _world.Trails.ReadAsync(Operator, 1, 1, Token))[0];
        _world.Trails.EditHead = _ => first.Head;

        Assert.Equal((true, 1L), ((await CheckAsync()).IsVerified, (await CheckAsync()).Head.Length));
    }

    private static Tenancy.Auditing.Trails.TrailAccess Operator => Tenancy.Auditing.Trails.TrailAccess.DangerousForOperator(TestWorld.Acme, "what a test compares with");

    private static Func<IReadOnlyList<AuditEntry>, IReadOnlyList<AuditEntry>> Second(Func<AuditEntry, AuditEntry> edit) => read => [.. read.Select(e => e.Sequence == 2 ? edit(e) : e)];

    private static byte[] Replaced(ReadOnlyMemory<byte> body, string what, string with) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span).Replace(what, with, StringComparison.Ordinal));

    private async Task EmitAsync(int count)
    {
        _world.Emit(TestWorld.Acme, "alice", count);
        await _world.FlushAsync();
    }

    private async Task<TrailState> CheckAsync()
    {
        AccessPermit permit = await _world.EarnAsync(_world.Admin(TestWorld.Acme), _world.Audit.Read);
        return await _world.Audit.CheckAsync(permit, Token);
    }

    private async Task<(bool IsVerified, int Given)> LookAsync()
    {
        int before = _world.Trails.Given;
        return ((await CheckAsync()).IsVerified, _world.Trails.Given - before);
    }
}
