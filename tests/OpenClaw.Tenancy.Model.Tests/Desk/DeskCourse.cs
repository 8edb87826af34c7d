using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using Modelled = global::Approvals;

namespace OpenClaw.Tenancy.Model.Tests.Desk;

/// <summary>One approval from its asking on, at the desk and in the model, step by step.</summary>
internal sealed class DeskCourse
{
    private const uint OwnRun = 1;
    private const uint OtherRun = 2;
    private const uint OwnAction = 11;
    private const uint OtherAction = 12;

    private static readonly ProposedAction Own = new("make");
    private static readonly ProposedAction Other = new("make all");
    private static readonly string[] Texts = ["allow-once", "allow-always", "allow-always", "deny", "Allow-Once"];

    private readonly DeskWorld _world;
    private readonly Random _random;
    private readonly RunId _run = RunId.New();
    private readonly ApprovalId _id;
    private readonly HashSet<string> _revokedSince = [];
    private string? _resolver;
    private Modelled._IApproval _model;

    public DeskCourse(DeskWorld world, Random random)
    {
        (_world, _random) = (world, random);
        var request = new ApprovalRequest(Own) { Lifetime = TimeSpan.FromSeconds(60), OffersAlways = random.Chance(0.7) };
        ApprovalResult asked = Done(world.Desk.RequestAsync(world.Permit("alice", world.Desk.Request, _run), _run, request, default));
        _id = asked.Approval!.Id;
        _model = Modelled.Approval.create(
            OwnRun, OwnAction, Names("alice"), request.OffersAlways, (ulong)world.Time.Now.UtcTicks, (ulong)world.Time.Now.AddSeconds(60).UtcTicks,
            Modelled.Status.create_Pending(), ModelText.List<uint>([]), 0, 0, 1);
    }

    public int Grants { get; private set; }

    /// <summary>Makes one step on both sides, and says what differs, or null.</summary>
    public string? Step()
    {
        _world.Time.Advance(TimeSpan.FromSeconds(_random.Of(0, 0, 0, 0, 0, 0, 1, 3, 59)));
        if (_random.Chance(0.05))
        {
            Revoke(_random.Of<string>(DeskWorld.People));
        }

        bool isWhole = _random.Chance(0.95);
        bool isRecorded = _random.Chance(0.95);
        bool diesMeanwhile = _random.Chance(0.05);
        _world.Store.Edit = isWhole ? static r => r : static r => r with { Command = "make install" };
        _world.Ledger.IsDurable = isRecorded;
        ulong now = (ulong)_world.Time.Now.UtcTicks;
        (Modelled._IOp op, Func<Modelled._IOutcome> act, string who) = Draw();
        bool stands = _resolver is not null && !_revokedSince.Contains(_resolver);
        _world.Store.Committing = diesMeanwhile ? () => Revoke(who) : static () => { };
        if (diesMeanwhile && who == _resolver)
        {
            stands = false;
        }

        Modelled._IOutcome outcome = act();
        _world.Store.Edit = static r => r;
        _world.Store.Committing = static () => { };
        _world.Ledger.IsDurable = true;
        var policy = Modelled.Policy.create(DeskWorld.MaxUses, (ulong)DeskWorld.MaxLifetime.Ticks);
        _System._ITuple2<Modelled._IApproval, Modelled._IOutcome> expected =
            Modelled.__default.Step(policy, _model, op, Modelled.World.create(now, isWhole, isRecorded, !diesMeanwhile, stands));
        (_model, Grants) = (expected.dtor__0, Grants + (outcome.is_Granted ? 1 : 0));
        ApprovalRecord kept = Done(_world.Store.FindAsync(TestWorld.Acme, _id.ToString(), default).AsTask())!;
        string found = $"{outcome} {kept.Status} {kept.Uses} {kept.UsesLeft} {kept.Version}";
        string meant = $"{expected.dtor__1} {Text(_model.dtor_status)} {_model.dtor_uses} {_model.dtor_left} {_model.dtor_version}";
        return found == meant ? null : $"{op}: the desk {found}, the model {meant}";
    }

    private (Modelled._IOp Op, Func<Modelled._IOutcome> Act, string Who) Draw()
    {
        ApprovalDesk desk = _world.Desk;
        string who = _random.Chance(0.2) ? "alice" : _random.Of("bob", "carol");
        bool ownRun = _random.Chance(0.9);
        bool ownAction = _random.Chance(0.9);
        RunId run = ownRun ? _run : RunId.New();
        switch (_random.Next(8))
        {
            case 0 or 1 or 2:
                string text = _random.Of<string>(Texts);
                Digest256? seen = _random.Chance(0.5) ? null : (ownAction ? Own : Other).ToDigest();
                return (
                    Modelled.Op.create_Answer(Names(who), Of(text), false, seen is null ? Basics.Option<uint>.create_None() : Basics.Option<uint>.create_Some(ownAction ? OwnAction : OtherAction)),
                    () => Answered(Done(desk.ResolveAsync(_world.Permit(who, desk.Resolve, _id), _id, new ApprovalAnswer { Decision = text, Seen = seen }, default)), who),
                    who);
            case 3:
                return (
                    Modelled.Op.create_Cancel(ownRun ? OwnRun : OtherRun),
                    () => Done(desk.CancelAsync(_world.Permit("alice", desk.Cancel, run), run, _id, default)).IsApplied ? Modelled.Outcome.create_Nothing() : Modelled.Outcome.create_Refused(),
                    "alice");
            case 4:
                return (Modelled.Op.create_Look(), Look, who);
            default:
                return (
                    Modelled.Op.create_Redeem(ownRun ? OwnRun : OtherRun, ownAction ? OwnAction : OtherAction),
                    () => Done(desk.RedeemAsync(_world.Permit("alice", desk.Redeem, run), run, _id, ownAction ? Own : Other, default)).IsAllowed
                        ? Modelled.Outcome.create_Granted() : Modelled.Outcome.create_Refused(),
                    "alice");
        }
    }

    private Modelled._IOutcome Look()
    {
        Done(_world.Desk.FindAsync(_world.Permit("bob", _world.Desk.Read, _id), _id, default));
        return Modelled.Outcome.create_Nothing();
    }

    private Modelled._IOutcome Answered(ApprovalResult result, string who)
    {
        if (!result.IsApplied)
        {
            return Modelled.Outcome.create_Refused();
        }

        _resolver = who;
        _revokedSince.Remove(who);
        return Modelled.Outcome.create_Answered(result.Approval!.Status == ApprovalStatus.Allowed);
    }

    private void Revoke(string person)
    {
        _world.Revoke(person);
        _revokedSince.Add(person);
    }

    private static Dafny.ISequence<uint> Names(string person) => ModelText.List<uint>([(uint)Array.IndexOf(DeskWorld.People, person)]);

    private static Modelled._IText Of(string text) => text switch
    {
        "allow-once" => Modelled.Text.create_Once(),
        "allow-always" => Modelled.Text.create_Always(),
        "deny" => Modelled.Text.create_No(),
        _ => Modelled.Text.create_Garbled(),
    };

    private static string Text(Modelled._IStatus status) => status.is_Denied ? "denied" : status.is_Pending ? "pending"
        : status.is_Allowed ? "allowed" : status.is_Expired ? "expired" : "cancelled";

    // Nothing here has to wait: store, ledger and signer answer at once.
    private static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }
}
