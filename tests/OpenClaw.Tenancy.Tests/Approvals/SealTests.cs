using System.Reflection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>Whatever is edited in the store, the approval is void.</summary>
public sealed class SealTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public static TheoryData<string> Fields => [.. typeof(ApprovalRecord).GetProperties().Where(static p => p.CanWrite).Select(static p => p.Name)];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Allowed_approval_of_which_one_field_was_edited_is_not_redeemed(string field)
    {
        Approval approval = await _world.AllowedAsync("allow-always");
        ApprovalRecord kept = (await _world.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), DeskWorld.Token))!;
        foreach (object? other in Others(kept, field))
        {
            _world.Store.Edit = r => With(r, field, other);
            Assert.False((await _world.RedeemAsync(approval.Id)).IsAllowed, $"{field} := {other ?? "null"}");
        }

        _world.Store.Edit = static r => r;
        Assert.True((await _world.RedeemAsync(approval.Id)).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Pending_approval_of_which_one_field_was_edited_is_not_allowed(string field)
    {
        Approval approval = await _world.PendingAsync();
        ApprovalRecord kept = (await _world.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), DeskWorld.Token))!;
        foreach (object? other in Others(kept, field))
        {
            _world.Store.Edit = r => With(r, field, other);
            Assert.False((await _world.AnswerAsync(approval, "allow-once")).IsApplied, $"{field} := {other ?? "null"}");
        }

        _world.Store.Edit = static r => r;
        Assert.True((await _world.AnswerAsync(approval, "allow-once")).IsApplied);
    }

    [Fact]
    public async Task Edited_approval_shows_as_denied()
    {
        Approval approval = await _world.AllowedAsync();
        _world.Store.Edit = static r => r with { Command = "rm -r /" };

        Approval shown = (await _world.FindAsync(approval.Id))!;

        Assert.Equal((ApprovalStatus.Denied, ApprovalReason.StorageCorrupt, 0), (shown.Status, shown.Reason!.Value, shown.UsesLeft));
    }

    [Fact]
    public async Task Seal_of_one_approval_is_none_of_another()
    {
        ApprovalRecord allowed = (await _world.Store.FindAsync(TestWorld.Acme, (await _world.AllowedAsync()).Id.ToString(), DeskWorld.Token))!;
        Approval pending = await _world.PendingAsync();
        _world.Store.Edit = r => allowed with { Id = r.Id };

        Assert.False((await _world.RedeemAsync(pending.Id)).IsAllowed);
        Assert.Equal("storage_corrupt", _world.Ledger.Emitted[^1].Detail);
    }

    [Fact]
    public async Task Another_hosts_seal_is_none_here()
    {
        using var other = new DeskWorld();
        Approval approval = await other.AllowedAsync();
        ApprovalRecord record = (await other.Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), DeskWorld.Token))!;
        Approval pending = await _world.PendingAsync();
        _world.Store.Edit = _ => record with { Id = pending.Id.ToString(), Run = _world.Run.ToString() };

        Assert.False((await _world.RedeemAsync(pending.Id)).IsAllowed);
    }

    private static ApprovalRecord With(ApprovalRecord record, string field, object? value)
    {
        ApprovalRecord copy = record with { };
        typeof(ApprovalRecord).GetProperty(field)!.SetValue(copy, value);
        return copy;
    }

    private static IEnumerable<object?> Others(ApprovalRecord record, string field)
    {
        PropertyInfo property = typeof(ApprovalRecord).GetProperty(field)!;
        return (property.GetValue(record) switch
        {
            string text => new object?[] { null, string.Empty, text + "x", text + " ", text.ToUpperInvariant(), "\ud800", "acme" },
            long number => [number + 1, number - 1, 0L, long.MaxValue, long.MinValue],
            int number => [number + 1, number - 1, 0, int.MaxValue, int.MinValue],
            bool flag => [!flag],
            _ => [string.Empty, "x"],
        }).Where(o => !Equals(o, property.GetValue(record)));
    }
}
