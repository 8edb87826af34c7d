using System.Text;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Tests.Auditing.Export;

/// <summary>An export against a checkpoint that was kept elsewhere: each way in which the two do not belong together is said, and each by its own check.</summary>
public sealed class KeptCheckpointTests : IDisposable
{
    private readonly CraftedLedger _ledger = CraftedLedger.Of(11);

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task Checkpoint_of_each_earlier_end_covers_up_to_it()
    {
        for (int size = 0; size <= _ledger.Size; size++)
        {
            ExportVerdict verdict = await VerifyAsync(_ledger.At(size, TestWorld.Acme));
            Assert.True(verdict is { IsWhole: true, CoversTruncation: true, Records: 6 }, verdict.Fault);
        }
    }

    [Fact]
    public async Task Checkpoint_without_a_trail_covers_only_the_same_size()
    {
        Assert.True((await VerifyAsync(_ledger.At(11))) is { IsWhole: true, CoversTruncation: true });
        Assert.True((await VerifyAsync(_ledger.At(10))) is { IsWhole: true, CoversTruncation: false });
    }

    [Fact]
    public async Task Checkpoint_of_another_ledger()
    {
        using CraftedLedger other = CraftedLedger.Of(11, origin: "openclaw-tenancy/other");

        // Each of its numbers is right, so that nothing but the name tells them apart.
        LedgerCheckpoint end = _ledger.At(11, TestWorld.Acme);
        await RefusedAsync(new LedgerCheckpoint("openclaw-tenancy/other", end.Size, end.Root, end.Trail, end.Head), "the kept checkpoint is one of another ledger");
        await RefusedAsync(other.At(5, TestWorld.Acme), "the kept checkpoint is one of another ledger");
        await RefusedAsync(other.At(11), "the kept checkpoint is one of another ledger");
    }

    [Fact]
    public async Task Fork_of_the_same_size()
    {
        const string Forked = "the kept checkpoint shows another ledger of the same size: it has forked";
        using CraftedLedger fork = CraftedLedger.Of(11, "mallory");

        // The trail is the same up to its end, and what differs is another tenant's.
        LedgerCheckpoint end = _ledger.At(11, TestWorld.Acme);
        await RefusedAsync(fork.At(11), Forked);
        await RefusedAsync(fork.At(11, TestWorld.Acme), Forked);
        await RefusedAsync(new LedgerCheckpoint(end.Origin, end.Size, fork.At(11).Root, end.Trail, end.Head), Forked);
    }

    [Fact]
    public async Task Another_trail() => await RefusedAsync(_ledger.At(11, TestWorld.Globex), "the kept checkpoint names another trail");

    [Fact]
    public async Task Trail_that_does_not_pass_through_it()
    {
        const string PastIt = "the trail does not pass through the end that the kept checkpoint names";
        using CraftedLedger fork = CraftedLedger.Of(9, "mallory");
        LedgerCheckpoint old = _ledger.At(9, TestWorld.Acme);

        await RefusedAsync(fork.At(9, TestWorld.Acme), PastIt);
        await RefusedAsync(old.With("acme", old.Head with { Length = old.Head.Length - 1 }), PastIt);
        await RefusedAsync(old.With("acme", old.Head with { Length = 0 }), PastIt);
        await RefusedAsync(old.With("acme", new TrailHead(0, Digest256.Of([1]))), PastIt);

        // It had more records of the trail than the whole of it has now.
        await RefusedAsync(old.With("acme", old.Head with { Length = 7 }), PastIt);
        await RefusedAsync(old.With("acme", new TrailHead(long.MaxValue, old.Head.Hash)), PastIt);
    }

    [Fact]
    public async Task Newer_than_the_export()
    {
        const string Older = "the export is older than the kept checkpoint";
        string[] export = await _ledger.ExportAsync(TestWorld.Acme);
        LedgerCheckpoint end = _ledger.At(11, TestWorld.Acme);
        _ledger.Add(TestWorld.Globex, "gustav");

        // Nothing was added to this trail: still, it is not known to be the newest.
        Assert.Equal(Older, (await VerifyAsync(export, await _ledger.SignAsync(_ledger.At(12, TestWorld.Acme)))).Fault);
        Assert.Equal(Older, (await VerifyAsync(export, await _ledger.SignAsync(_ledger.At(12)))).Fault);
        Assert.Equal(Older, (await VerifyAsync(export, await _ledger.SignAsync(new LedgerCheckpoint(end.Origin, long.MaxValue, end.Root, end.Trail, end.Head)))).Fault);
    }

    [Fact]
    public async Task Signature_that_is_not_the_keys()
    {
        const string NotSigned = "the kept checkpoint is not signed by this key";
        string[] export = await _ledger.ExportAsync(TestWorld.Acme);
        LedgerCheckpoint end = _ledger.At(11, TestWorld.Acme);
        using EcdsaSigner other = EcdsaSigner.Generate();
        string otherKey = (await end.SignAsync(other, CancellationToken.None)).ToString();
        string right = (await _ledger.SignAsync(end)).ToString();

        // A signature by this key, of another end; one by another key, under its own name and under this key's.
        string moved = (await _ledger.SignAsync(_ledger.At(9, TestWorld.Acme))).ToString();
        string foreignUnderThisName = Spliced(right, otherKey, keyFrom: right);
        foreach (string forged in new[] { otherKey, Spliced(right, moved, keyFrom: right), foreignUnderThisName, Spliced(right, right, keyFrom: otherKey) })
        {
            Assert.True(SignedCheckpoint.TryRead(forged, out SignedCheckpoint? kept));
            ExportVerdict verdict = await VerifyAsync(export, kept);
            Assert.Equal((false, true, NotSigned, 7), (verdict.IsWhole, verdict.IsReadable, verdict.Fault, verdict.Record));
        }

        // The same splice of what belongs together is what was signed.
        Assert.True(SignedCheckpoint.TryRead(Spliced(right, right, keyFrom: right), out SignedCheckpoint? whole));
        Assert.True((await VerifyAsync(export, whole)).IsWhole);
    }

    // The text of one note, the signature of another, the id of the key from a third.
    private static string Spliced(string text, string signature, string keyFrom)
    {
        byte[] bytes = [.. Raw(keyFrom)[..4], .. Raw(signature)[4..]];
        string[] lines = text.Split('\n');
        lines[^2] = $"\u2014 {lines[0]} {Convert.ToBase64String(bytes)}";
        return string.Join('\n', lines);
    }

    private static byte[] Raw(string note) => Convert.FromBase64String(note.Split('\n')[^2].Split(' ')[2]);

    private async Task RefusedAsync(LedgerCheckpoint kept, string fault)
    {
        ExportVerdict verdict = await VerifyAsync(kept);
        Assert.Equal((false, true, false, fault), (verdict.IsWhole, verdict.IsReadable, verdict.CoversTruncation, verdict.Fault));
        Assert.Equal(7, verdict.Record);
    }

    private async Task<ExportVerdict> VerifyAsync(LedgerCheckpoint kept) => await VerifyAsync(await _ledger.ExportAsync(TestWorld.Acme), await _ledger.SignAsync(kept));

    private async Task<ExportVerdict> VerifyAsync(string[] lines, SignedCheckpoint kept)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static l => l + "\n"))));
        return await TrailExportVerifier.VerifyAsync(stream, _ledger.Key, kept, TestContext.Current.CancellationToken);
    }
}
