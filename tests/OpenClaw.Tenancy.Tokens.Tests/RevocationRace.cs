namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Checks a credential and revokes it at about the same moment, again and again, and then asks once more.</summary>
internal sealed class RevocationRace(int seed)
{
    private const int Step = 25;
    private const int Jitter = 400;

    /// <summary>Runs rounds until one is lost.</summary>
    /// <param name="rounds">How many at most.</param>
    /// <param name="check">Whether the credential of a round is accepted.</param>
    /// <param name="revoke">Revokes it.</param>
    /// <param name="prepare">Makes the credential of a round good, before it starts.</param>
    /// <returns>The round in which a revoked credential was accepted, or -1; and in how many rounds the check came first.</returns>
    internal (int Lost, int CheckedFirst) Run(int rounds, Func<int, bool> check, Action<int> revoke, Action<int>? prepare = null)
    {
        using var start = new Barrier(2);
        using var end = new Barrier(2);
        int lost = -1;
        int first = 0;
        int head = 0;
        bool stop = false;
        var own = new Random(seed + 1);
        var revoker = new Thread(() =>
        {
            var random = new Random(seed);
            for (int round = 0; round < rounds; round++)
            {
                start.SignalAndWait();
                if (Volatile.Read(ref stop))
                {
                    return;
                }

                Thread.SpinWait(Math.Max(0, Volatile.Read(ref head)) + random.Next(Jitter));
                revoke(round);
                end.SignalAndWait();
            }
        });
        revoker.Start();
        for (int round = 0; round < rounds; round++)
        {
            Volatile.Write(ref stop, lost >= 0);
            prepare?.Invoke(round);
            start.SignalAndWait();
            if (lost >= 0)
            {
                break;
            }

            Thread.SpinWait(Math.Max(0, -head) + own.Next(Jitter));
            bool checkedFirst = check(round);
            end.SignalAndWait();
            first += checkedFirst ? 1 : 0;

            // As often before as after, whatever the machine: the revocation is aimed at the check.
            Volatile.Write(ref head, head + (checkedFirst ? -Step : Step));
            lost = check(round) ? round : -1;
        }

        // A loss in the last round leaves the other thread nothing to wait for.
        revoker.Join();
        return (lost, first);
    }
}
