using OpenClaw.Tenancy.Model.Tests.Support;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>What the ledger does in a case, for the engine and for the model.</summary>
internal static class ModelledLedgers
{
    private static readonly Decisions._ILedger Open = Decisions.Ledger.create(true, static _ => true);
    private static readonly Decisions._ILedger Shut = Decisions.Ledger.create(false, static _ => true);
    private static readonly Decisions._ILedger[] Refusing =
        [.. Ids.Tenants.Select(static (_, i) => Decisions.Ledger.create(true, trail => trail != (uint)i))];

    /// <summary>Mostly one that takes everything.</summary>
    public static Decisions._ILedger Draw(ScriptedLedger ledger, Random random)
    {
        (ledger.IsDurable, ledger.Refuses) = (true, null);
        if (random.Chance(0.9))
        {
            return Open;
        }

        if (random.Chance(0.3))
        {
            ledger.IsDurable = false;
            return Shut;
        }

        int refused = random.Next(Ids.Tenants.Length);
        ledger.Refuses = Ids.Tenants[refused];
        return Refusing[refused];
    }
}
