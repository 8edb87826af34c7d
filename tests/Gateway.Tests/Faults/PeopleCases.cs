namespace Gateway.Tests.Faults;

internal static class PeopleCases
{
    private const string Members = "/api/v1/members", Invitations = "/api/v1/invitations", Keys = "/api/v1/keys";

    private static readonly Func<FaultWorld, string?>[] Strangers = [static _ => null, static w => w.Member, static w => w.Operator("olga")];
    private static readonly Func<FaultWorld, string?>[] StrangersToIt = [.. Strangers, static w => w.Foreigner];

    internal static FaultCase[] All { get; } =
    [
        new("GET /api/v1/members", static w => w.Admin, static _ => Task.FromResult(new Asked(Members))) { Strangers = Strangers },
        new("POST /api/v1/members", static w => w.Admin, static w => Task.FromResult(new Asked(Members, NewMember(w)))) { Recorded = "acme", Again = 409, Strangers = Strangers },
        new("PATCH /api/v1/members/{id}", static w => w.Admin, static async w => new Asked($"{Members}/{await MemberAsync(w)}", """{"role":"readonly"}"""))
        {
            Recorded = "acme",
            Strangers = StrangersToIt,
        },
        new("DELETE /api/v1/members/{id}", static w => w.Admin, static async w => new Asked($"{Members}/{await MemberAsync(w)}"))
        {
            Recorded = "acme",
            Again = 404,
            Strangers = StrangersToIt,
        },
        new("GET /api/v1/invitations", static w => w.Admin, static _ => Task.FromResult(new Asked(Invitations))) { Strangers = Strangers },
        new("POST /api/v1/invitations", static w => w.Admin, static _ => Task.FromResult(new Asked(Invitations, """{"role":"member"}"""))) { Recorded = "acme", Strangers = Strangers },
        new("DELETE /api/v1/invitations/{id}", static w => w.Admin, static async w => new Asked($"{Invitations}/{await w.MadeAsync("POST", Invitations, w.Admin, """{"role":"member"}""", "id")}"))
        {
            Recorded = "acme",
            Again = 404,
            Strangers = StrangersToIt,
        },
        new("GET /api/v1/keys", static w => w.Admin, static _ => Task.FromResult(new Asked(Keys))) { Strangers = Strangers },
        new("POST /api/v1/keys", static w => w.Admin, static _ => Task.FromResult(new Asked(Keys, """{"role":"member","label":"ci"}"""))) { Recorded = "acme", Strangers = Strangers },
        new("POST /api/v1/keys/{id}/rotate", static w => w.Admin, static async w => new Asked($"{Keys}/{await KeyAsync(w)}/rotate", "{}"))
        {
            Recorded = "acme",
            Again = 409,
            Strangers = StrangersToIt,
        },
        new("DELETE /api/v1/keys/{id}", static w => w.Admin, static async w => new Asked($"{Keys}/{await KeyAsync(w)}"))
        {
            Recorded = "acme",
            Again = 404,
            Strangers = StrangersToIt,
        },
    ];

    private static string NewMember(FaultWorld world) => $$"""{"issuer":"dev","subject":"{{world.Fresh("m")}}","role":"member"}""";

    private static Task<string> MemberAsync(FaultWorld world) => world.MadeAsync("POST", Members, world.Admin, NewMember(world), "id");

    private static Task<string> KeyAsync(FaultWorld world) => world.MadeAsync("POST", Keys, world.Admin, """{"role":"member"}""", "id");
}
