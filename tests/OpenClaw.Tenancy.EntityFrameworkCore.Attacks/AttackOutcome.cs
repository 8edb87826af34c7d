namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>What an attack did, and what it saw: once on an id that acme has, and once on one that nobody has.</summary>
public sealed record AttackOutcome(IReadOnlyList<string> Before, IReadOnlyList<string> After, string OnAcmes, string OnNobodys)
{
    private const int Acmes = 1;
    private const int Nobodys = 55;

    /// <summary>Tries an attack on seeded tables, through a context of its own where it asks for options.</summary>
    public static AttackOutcome Of(AttackCase attack, AttackEngine engine, AttackWorld seeder)
    {
        using AttackWorld? own = attack.Options is null ? null : new AttackWorld(engine, attack.Options);
        AttackWorld world = own ?? seeder;
        seeder.Seed();
        IReadOnlyList<string> before = seeder.RowsOfAcme();
        string onAcmes = world.Try(attack, Acmes);
        IReadOnlyList<string> after = seeder.RowsOfAcme();
        seeder.Seed();
        return new AttackOutcome(before, after, onAcmes, world.Try(attack, Nobodys));
    }
}
