using System.Security.Cryptography;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.PostgreSql;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.Benchmarks.Postgres;

/// <summary>A prepared point read with row-level security, beside the same read through the same tenant-safe context without it.</summary>
internal static class PostgresGate
{
    private const int Reads = 200;

    public static void Run(GateReport report)
    {
        using PrivateCluster? server = PrivateCluster.TryStart();
        if (server is null)
        {
            Console.WriteLine($"# postgres: {PostgresBinaries.HowToInstall}");
            return;
        }

        using var bare = new PostgresWorld(server, "bare", security: null);
        using var secured = new PostgresWorld(server, "secured", static r => r.UnsignedSetting());
        using var signed = new PostgresWorld(server, "signed", static r => r.SignedSetting(RowSecurityKey.From("k1", RandomNumberGenerator.GetBytes(32))));
        var without = new Measured("postgres.point-read.without", Reads, DecisionLoops.Repeat(bare.Read));
        var with = new Measured("postgres.point-read.row-security", Reads, DecisionLoops.Repeat(secured.Read));
        var withSignature = new Measured("postgres.point-read.signed", Reads, DecisionLoops.Repeat(signed.Read));
        Measured.Interleave(without, with, withSignature);
        report.Print(without);
        report.Print(with);
        report.Print(withSignature);
        report.AtMost("postgres.row-security-over-without", with.Nanoseconds / without.Nanoseconds, "ratio", 1.3);
        report.Show("postgres.signed-over-without", withSignature.Nanoseconds / without.Nanoseconds, "ratio");
    }
}
