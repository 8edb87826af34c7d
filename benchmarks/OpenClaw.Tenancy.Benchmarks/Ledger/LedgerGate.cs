using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Ledger;

/// <summary>A record made and hashed, beside the bare writer and hash; and records on the disk, 64 callers beside one flush for each line.</summary>
internal static class LedgerGate
{
    private const int Records = 64 * 32;
    private const int Lines = 64;

    public static void Run(GateReport report)
    {
        Envelopes(report);
        if (DiskFolder.Find() is not { } folder)
        {
            Console.WriteLine("# ledger: the temporary folder and the program's own are both in memory; set TMPDIR to a folder on a disk");
            return;
        }

        using var world = new LedgerWorld(folder);
        Console.WriteLine($"# ledger: on {DiskFolder.FileSystem(folder)}, lines of {world.LineLength} bytes");
        var plain = new Measured("ledger.plain-append-and-flush", Lines, world.AppendPlain);
        var alone = new Measured("ledger.durable-append-1-caller", Lines, world.AppendAlone);
        var together = new Measured("ledger.durable-append-64-callers", Records, world.AppendTogether);
        Measured.Interleave(plain, alone, together);
        foreach (Measured measured in new[] { plain, alone, together })
        {
            report.Show($"{measured.Name}.time", measured.Nanoseconds / 1000, "us");
            report.Show($"{measured.Name}.rate", 1e9 / measured.Nanoseconds, "1/s");
        }

        // How much sharing a flush is worth depends on what a flush costs. The limits hold where it is cheap, and leave room for a disk that others use.
        double overAlone = alone.Nanoseconds / together.Nanoseconds;
        report.Beside("ledger.durable-append-64-callers-over-1-caller.goal", overAlone, "ratio", 20);
        report.AtLeast("ledger.durable-append-64-callers-over-1-caller", overAlone, "ratio", 6);
        report.AtLeast("ledger.durable-append-64-callers-over-plain", plain.Nanoseconds / together.Nanoseconds, "ratio", 6);
    }

    private static void Envelopes(GateReport report)
    {
        const int Many = 20_000;
        var envelopes = new LedgerEnvelopes();
        var next = new Measured("ledger.envelope-build-and-hash", Many, Loop(() => envelopes.Next().Sequence == 1));
        var peer = new Measured("ledger.writer-and-hash", Many, Loop(() => envelopes.WriteAndHash() != default));
        var hash = new Measured("ledger.hash-alone", Many, Loop(() => envelopes.Hash() >= 0));
        Measured.Interleave(next, peer, hash);
        foreach (Measured measured in new[] { next, peer, hash })
        {
            report.Print(measured);
        }

        report.Show("ledger.envelope.body", envelopes.BodyLength, "B");
        report.Beside("ledger.envelope-build-and-hash.goal", next.Nanoseconds, "ns", 2_000);
        report.AtMost("ledger.envelope-build-and-hash-over-writer-and-hash", next.Nanoseconds / peer.Nanoseconds, "ratio", 2);
    }

    private static Action<int> Loop(Func<bool> once) => Decisions.DecisionLoops.Repeat(once);
}
