namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Checks a credential and revokes it at about the same moment, again and again, and then asks once more.</summary>
internal sealed class RevocationRace(int rounds, int seed)
{
    private const int Step = 25;
    private const int Longest = 20_000;
    private const int Furthest = 100_000;
    private const int Jitter = 400;

    // A busy machine may let one side win for long: then the race goes on, for so many rounds more.
    private const int Patience = 10_000;
    private const int Control = -2;

    private int _started;
    private int _revoked;
    private int _head;
    private int _step = Step;
    private bool _wasFirst;
    private bool _stop;

    /// <summary>In how many rounds the check was done before the revocation.</summary>
    internal int CheckedFirst { get; private set; }

    /// <summary>How many rounds there were.</summary>
    internal int Rounds { get; private set; }

    /// <summary>Runs rounds until one is lost; the given number, and more where one side has always been the first.</summary>
    /// <param name="check">Whether the credential of a round is accepted.</param>
    /// <param name="revoke">Revokes it.</param>
    /// <param name="prepare">Makes the credential of a round, before it starts.</param>
    /// <returns>The round in which a revoked credential was accepted, or -1.</returns>
    internal int Run(Func<int, bool> check, Action<int> revoke, Action<int> prepare)
    {
        // Without it a check that refuses everything would be raced against until the patience is at its end.
        prepare(Control);
        Assert.True(check(Control), "A credential that nobody revokes is refused: there is nothing to race for.");

        var revoker = new Thread(() => Revoke(revoke));
        revoker.Start();
        try
        {
            return Race(check, prepare);
        }
        finally
        {
            Volatile.Write(ref _stop, true);
            Volatile.Write(ref _started, int.MaxValue);
            revoker.Join();
        }
    }

    private int Race(Func<int, bool> check, Action<int> prepare)
    {
        var random = new Random(seed);
        int lost = -1;
        for (int round = 0; lost < 0 && (round < rounds || (!HasBothOrders && round < rounds + Patience)); round++)
        {
            prepare(round);
            Volatile.Write(ref _started, round + 1);
            Thread.SpinWait(Math.Max(0, -_head) + random.Next(Jitter));
            bool first = check(round);
            Await(ref _revoked, round + 1);
            CheckedFirst += first ? 1 : 0;
            Rounds = round + 1;

            // As often before as after, whatever the machine: the revocation is aimed at the check, by longer steps while one side wins.
            _step = first == _wasFirst ? Math.Min(2 * _step, Longest) : Step;
            _wasFirst = first;
            Volatile.Write(ref _head, Math.Clamp(_head + (first ? -_step : _step), -Furthest, Furthest));
            lost = check(round) ? round : -1;
        }

        return lost;
    }

    private bool HasBothOrders => CheckedFirst > 0 && CheckedFirst < Rounds;

    private void Revoke(Action<int> revoke)
    {
        var random = new Random(seed + 1);
        for (int round = 0; ; round++)
        {
            Await(ref _started, round + 1);
            if (Volatile.Read(ref _stop))
            {
                return;
            }

            Thread.SpinWait(Math.Max(0, Volatile.Read(ref _head)) + random.Next(Jitter));
            revoke(round);
            Volatile.Write(ref _revoked, round + 1);
        }
    }

    // Meets in a microsecond where there are two processors, and gives way where there are not.
    private static void Await(ref int counter, int value)
    {
        var wait = default(SpinWait);
        while (Volatile.Read(ref counter) < value)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }
}
