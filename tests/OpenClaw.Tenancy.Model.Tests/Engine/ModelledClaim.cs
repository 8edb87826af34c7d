using Dafny;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>A claim that a door has accepted, or a delegate of one, and how the model sees it now.</summary>
/// <param name="real">The claim.</param>
/// <param name="scopes">The places, in the list of names, of the scopes that it was accepted with.</param>
/// <param name="model">The same for the model, with the words of now.</param>
internal sealed class ModelledClaim(VerifiedTenantClaim real, IReadOnlyList<uint> scopes, Func<Worlds._IClaim> model)
{
    private Worlds._IClaim? _now;

    public VerifiedTenantClaim Real { get; } = real;

    public IReadOnlyList<uint> Scopes { get; } = scopes;

    public Worlds._ICaller Caller { get; private set; } = Worlds.Caller.create_Nobody(Gates.Reason.create_ClaimMissing());

    public Worlds._IClaim Model => _now ?? throw new InvalidOperationException("Look first.");

    /// <summary>Reads the words anew, after something has changed.</summary>
    public void Look() => Caller = Worlds.Caller.create_Holder(_now = model());

    /// <summary>A life: the word of a cell when the claim was accepted, and the word of now.</summary>
    public static Func<Lives._ILife> Life(Cells cells, (TenantId, string) cell)
    {
        Lives._IWord accepted = cells.Now(cell);
        return () => Lives.Life.create(accepted, cells.Now(cell));
    }

    public static ISequence<Lives._ILife> Lived(params IEnumerable<Func<Lives._ILife>> lives) => Support.ModelText.List(lives.Select(static l => l()));
}
