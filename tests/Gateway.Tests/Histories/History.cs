namespace Gateway.Tests.Histories;

/// <summary>One random history of several tenants: each step does something to the gateway, and holds its answer against the oracle's.</summary>
/// <remarks>
/// Each thing happens once by somebody who may do it; the rest is tried by anybody, in an order that the seed gives. What stands for
/// delegation is what the gateway has of it: keys that an admin issues with a part of his rights, tokens whose actor acts for their
/// subject, and the runs, which act by a part of their caller's claim. It exchanges no tokens, so none are exchanged here.
/// </remarks>
internal sealed class History
{
    /// <summary>What happens to the whole host, and so to every history that is played there.</summary>
    public static readonly Happening[] OfHost = [Happening.TimePassed, Happening.ExpiredTokenRefused, Happening.ExpiredKeyRefused, Happening.Restarted];

    private static readonly Happening[] Sure =
    [
        Happening.Created, Happening.Read, Happening.Listed, Happening.Chatted, Happening.Deleted, Happening.KeyIssued, Happening.KeyRevoked, Happening.KeyRotated,
        Happening.Suspended, Happening.Resumed, Happening.GrantOpened, Happening.GrantEnded, Happening.Allowed, Happening.Denied, Happening.WorkLost,
        Happening.OwnAnswerRefused, Happening.IssuersAnswerRefused, Happening.AllowanceByGrantRefused,
    ];

    // Reads and lists are what shows a leak.
    private static readonly Happening[] Often = [.. Sure, Happening.Created, Happening.Read, Happening.Read, Happening.Read, Happening.Listed, Happening.KeyIssued, Happening.Allowed];

    // After the shorter one tokens and grants go on, and a key that ends does so after a second one; after the longer one none of them is left.
    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan GreatLeap = TimeSpan.FromMinutes(9);

    private readonly Random _random;
    private readonly Stage _stage;
    private readonly bool _isAlone;
    private readonly Asker _asker;
    private readonly Choice _choice;
    private readonly SessionSteps _sessions;
    private readonly KeySteps _keys;
    private readonly TenantSteps _tenants;
    private readonly ApprovalSteps _approvals;

    /// <summary>A history that begins with the first step.</summary>
    /// <param name="seed">What every choice comes from.</param>
    /// <param name="stage">Where it is played.</param>
    /// <param name="board">What it shares with those beside it.</param>
    /// <param name="tenants">Its tenants, which no other history has.</param>
    /// <param name="isAlone">Whether it may start the host anew and set its clock.</param>
    public History(int seed, Stage stage, Board board, string[] tenants, bool isAlone)
    {
        (_random, _stage, _isAlone) = (new Random(seed), stage, isAlone);
        _asker = new Asker(stage, new Oracle(tenants), board);
        _sessions = new SessionSteps(_asker);
        _keys = new KeySteps(_asker, _sessions);
        _tenants = new TenantSteps(_asker, _sessions, $"{tenants[0]}-");
        _approvals = new ApprovalSteps(_asker, _sessions);
        _choice = new Choice(_asker, _sessions, _keys, _tenants, _random);
    }

    public Tally Tally => _asker.Tally;

    private Oracle Oracle => _asker.Oracle;

    /// <summary>What there is before the first step.</summary>
    public async Task RegisterAsync()
    {
        foreach (string tenant in Oracle.Tenants)
        {
            await _tenants.RegisterAsync(tenant);
        }

        _tenants.IssuePlatform();
    }

    public async Task PlayAsync(int steps)
    {
        Happening[] sure = _isAlone ? [.. Sure, Happening.TimePassed, Happening.Restarted] : Sure;
        Happening[] often = _isAlone ? [.. Often, Happening.TimePassed] : Often;
        Card[] cards = [.. sure.Select(static a => new Card(a, IsSure: true)), .. Enumerable.Range(sure.Length, steps - sure.Length).Select(_ => new Card(_choice.One(often), IsSure: false))];
        _random.Shuffle(cards);
        foreach (Card card in cards)
        {
            await PlayAsync(card.Aim, card.IsSure);
        }

        await LookAtEverythingAsync();
    }

    private Task PlayAsync(Happening aim, bool isSure) => aim switch
    {
        Happening.Created => OfSomebodyAsync(isSure, "write", _sessions.CreateAsync),
        Happening.Listed => OfSomebodyAsync(isSure, "read", _sessions.ListAsync),
        Happening.Read => OfSessionAsync(isSure, "read", _sessions.ReadAsync),
        Happening.Chatted => OfSessionAsync(isSure, "write", _sessions.ChatAsync),
        Happening.Deleted => OfSessionAsync(isSure, "write", _sessions.DeleteAsync),
        Happening.KeyIssued => OfSomebodyAsync(isSure, "admin", IssueAsync),
        Happening.KeyRevoked => OfKeyAsync(isSure, static _ => true, _keys.RevokeAsync),

        // What was taken away or has ended is not rotated: that is another rule than this one.
        Happening.KeyRotated => OfKeyAsync(isSure, c => !c.IsDead && !Oracle.HasEnded(c), _keys.RotateAsync),
        Happening.Suspended or Happening.Resumed => MoveAsync(isSure, aim == Happening.Suspended),
        Happening.GrantOpened => OpenGlassAsync(),
        Happening.GrantEnded => EndGrantAsync(isSure),
        Happening.Allowed or Happening.Denied => AnswerAsync(isSure, aim == Happening.Allowed),
        Happening.OwnAnswerRefused => AnswerOwnAsync(),
        Happening.IssuersAnswerRefused => AnswerByIssuerAsync(),
        Happening.AllowanceByGrantRefused => AnswerByGrantAsync(),
        Happening.WorkLost => LoseAsync(),
        Happening.TimePassed => PassAsync(isSure ? GreatLeap : Leap),
        Happening.Restarted => RestartAsync(),
        _ => throw new InvalidOperationException($"{aim} is no step."),
    };

    private async Task OfSomebodyAsync(bool isSure, string right, Func<Credential, Task> act) => await act(isSure ? await _choice.AbleAsync(right) : _choice.Any());

    private async Task OfSessionAsync(bool isSure, string right, Func<Credential, KnownSession, Task> act)
    {
        Credential who = isSure ? await _choice.AbleAsync(right) : _choice.Any();
        await act(who, isSure ? await _choice.SessionAsync(who.Tenant) : _choice.Session(who.Tenant));
    }

    private async Task OfKeyAsync(bool isSure, Func<Credential, bool> which, Func<Credential, Credential, Task> act)
    {
        if (isSure)
        {
            string tenant = await _choice.ActiveAsync();
            await act(_choice.Able(tenant, "admin"), await _choice.KeyAsync(tenant, "read"));
        }
        else if (_choice.AnyKey(which) is { } key)
        {
            await act(_choice.Near(key.Tenant, "admin"), key);
        }
    }

    private Task IssueAsync(Credential who) => _keys.IssueAsync(who, _choice.One<string[]>([["read"], ["read", "write"], ["read", "write", "approve"]]), ends: _choice.Coin());

    private async Task MoveAsync(bool isSure, bool suspends)
    {
        string tenant = isSure ? await _choice.ActiveAsync() : _choice.One(Oracle.Tenants);
        if (isSure)
        {
            // So that a key of it is refused with it.
            await _choice.KeyAsync(tenant, "read");
        }

        bool isSuspended = Oracle.IsSuspended(tenant);
        await (isSuspended ? _tenants.ResumeAsync(tenant) : _tenants.SuspendAsync(tenant));
        if (isSure && !suspends)
        {
            await _tenants.ResumeAsync(tenant);
        }
    }

    private async Task OpenGlassAsync() => await _tenants.OpenGlassAsync(await _choice.ActiveAsync());

    private async Task EndGrantAsync(bool isSure)
    {
        if (_choice.Grant(static _ => true) is { } open)
        {
            await _tenants.EndGrantAsync(open);
        }
        else if (isSure)
        {
            await _tenants.EndGrantAsync(await _tenants.OpenGlassAsync(await _choice.ActiveAsync()));
        }
    }

    private async Task AnswerAsync(bool isSure, bool allows)
    {
        Credential requester = await _choice.AbleAsync("write");
        Credential second = _choice.Second(requester);
        await _approvals.AnswerAsync(requester, isSure ? second : _choice.Coin() ? _choice.Near(requester.Tenant, "approve") : _choice.Any(), second, allows);
    }

    private async Task AnswerOwnAsync()
    {
        string tenant = await _choice.ActiveAsync();
        Credential requester = _choice.Coin() ? await _choice.KeyAsync(tenant, "approve") : _choice.Person(tenant, "write");
        await _approvals.AnswerAsync(requester, _choice.Self(requester), _choice.Second(requester), allows: true);
    }

    private async Task AnswerByIssuerAsync()
    {
        string tenant = await _choice.ActiveAsync();
        Credential key = await _choice.KeyAsync(tenant, "approve");
        Credential issuer = _choice.Issuer(key);
        (Credential requester, Credential answers) = _choice.Coin() && Oracle.May(key, "write") ? (key, issuer) : (issuer, key);
        await _approvals.AnswerAsync(requester, answers, _choice.Second(requester), allows: true);
    }

    private async Task AnswerByGrantAsync()
    {
        string tenant = await _choice.ActiveAsync();
        Credential grant = _choice.Grant(c => c.Tenant == tenant) ?? await _tenants.OpenGlassAsync(tenant);
        Credential requester = _choice.Able(tenant, "write");
        await _approvals.AnswerAsync(requester, grant, _choice.Second(requester), allows: true);
    }

    private async Task LoseAsync()
    {
        string tenant = await _choice.ActiveAsync();
        Credential key = await _choice.KeyAsync(tenant, "write");
        int how = _random.Next(3);
        Credential requester = how == 2 ? _choice.Able(tenant, "write") : key;
        await _approvals.LoseAsync(requester, async () =>
        {
            if (how == 2)
            {
                await _tenants.SuspendAsync(tenant);
                await _tenants.ResumeAsync(tenant);
            }
            else
            {
                await (how == 0 ? _keys.RevokeAsync(_choice.Able(tenant, "admin"), key) : _keys.RotateAsync(_choice.Able(tenant, "admin"), key));
            }

            return _choice.Second(requester);
        });
    }

    private async Task RestartAsync()
    {
        await _stage.RestartAsync();
        Tally.Add(Happening.Restarted);
    }

    private async Task PassAsync(TimeSpan by)
    {
        string tenant = await _choice.ActiveAsync();
        await _keys.IssueAsync(_choice.Able(tenant, "admin"), ["read"], ends: true);
        await _keys.IssueAsync(_choice.Able(tenant, "admin"), ["read"], ends: true);
        await _keys.RotateAsync(_choice.Able(tenant, "admin"), Oracle.Credentials[^1]);
        Credential[] held = [.. Oracle.Credentials.Where(c => c.Tenant == tenant && Oracle.IsAlive(c))];
        _stage.Pass(by);
        Oracle.Pass(by);
        Tally.Add(Happening.TimePassed);
        foreach (Credential credential in held)
        {
            await _sessions.ListAsync(credential);
        }

        _tenants.IssuePlatform();
        foreach (string other in Oracle.Tenants.Where(t => !Oracle.IsSuspended(t) && _choice.Coin()))
        {
            _tenants.Issue(other);
        }
    }

    // At the end of each tenant and kind one who lives looks at everything, and everybody at a little.
    private async Task LookAtEverythingAsync()
    {
        Credential[] all = [.. Oracle.Credentials];
        foreach (Credential credential in all)
        {
            await _sessions.ListAsync(credential);
            await _sessions.ReadAsync(credential, _choice.Session(credential.Tenant));
            await _sessions.ReadAsync(credential, _choice.Session(credential.Tenant));
        }

        foreach (Credential credential in all.Where(Oracle.IsAlive).GroupBy(static c => (c.Tenant, c.Kind)).Select(static g => g.Last()))
        {
            foreach (KnownSession session in Oracle.Sessions)
            {
                await _sessions.ReadAsync(credential, session);
            }
        }
    }
}
