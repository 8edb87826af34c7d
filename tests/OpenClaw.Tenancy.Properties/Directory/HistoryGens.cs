using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Directory;

/// <summary>Histories of a directory: changes of few tenants, users and names, so that they collide, in texts as a journal keeps them.</summary>
internal static class HistoryGens
{
    internal static readonly TenantId[] Tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.From("hooli")];

    internal static readonly string[] Subjects = ["ann", "bob", "u0", "k0"];

    private static readonly LinkedIdentity[] Identities = [.. Subjects.Select(static s => new LinkedIdentity(TestWorld.Idp, s)), new LinkedIdentity(ApiKeyEntry.Issuer, "u1")];

    private static readonly UserId[] Users = [.. Enumerable.Range(0, 3).Select(static i => UserId.From($"u{i}"))];

    private static readonly TenantRole[] Roles = [TenantRole.Readonly, TenantRole.Member, TenantRole.Admin, TenantRole.Owner];

    private static readonly string[] Actors =
        ["""{"held":"Owner","unbound":true}""", """{"held":"Owner","user":"u0"}""", """{"held":"Owner","user":"u1"}""", """{"held":"Admin"}""", """{"held":"Owner","key":"k0"}""", """{"held":"None"}"""];

    private static Gen<TenantId> Tenant => Gen.Elements(Tenants);

    private static Gen<UserId> User => Gen.Elements(Users);

    private static Gen<TenantRole> Role => Gen.Elements(Roles);

    private static Gen<LinkedIdentity> Identity => Gen.Elements(Identities);

    private static Gen<ExternalTenant> Name => Gen.Elements(new ExternalTenant("slack", "T1"), new ExternalTenant(TestWorld.Idp, "acme"));

    /// <summary>A history: for each change its text, and how far the clock moved before it; at times it is set back.</summary>
    internal static Gen<(string Text, int Seconds)[]> Histories =>
        from length in Gen.Choose(1, 60)
        from history in Change.Zip(Gen.Frequency((5, Gen.Choose(0, 90)), (1, Gen.Choose(-600, 0)))).Select(static t => (t.Item1, t.Item2)).ArrayOf(length)
        select (((string, int)[])[.. Tenants[..2].Select(static t => (DirectoryChange.Register(new TenantRegistration(t)).ToText(), 1)), .. history]);

    private static Gen<string> Change => Gen.Frequency((3, Plain.Select(static c => c.ToText())), (5, Granted), (4, Keys));

    private static Gen<DirectoryChange> Plain => Gen.OneOf(
        from t in Tenant from cap in Gen.Elements<int?>(null, 2) select DirectoryChange.Register(new TenantRegistration(t), cap),
        from t in Tenant from s in Gen.Frequency((4, Gen.Constant(TenantStatus.Active)), (3, Gen.Constant(TenantStatus.Suspended)), (1, Gen.Constant(TenantStatus.Deleted))) select DirectoryChange.SetStatus(t, s),
        from t in Tenant from n in Name select DirectoryChange.MapName(t, n),
        from t in Tenant from n in Name select DirectoryChange.UnmapName(t, n),
        from t in Tenant from v in Gen.Elements<long?>(null, 1, 2, 3) select DirectoryChange.Describe(t, "name", null, "rt", v),
        from t in Tenant from i in Identity from back in Gen.Elements(true, false) select DirectoryChange.RevokeMember(t, i.Issuer, i.Subject, back),
        from t in Tenant from i in Identity select DirectoryChange.ReinstateMember(t, i.Issuer, i.Subject),
        from t in Tenant from c in Gen.Elements("c1", "k0") select DirectoryChange.RevokeCredential(t, TestWorld.Idp, c),
        from u in User from i in Identity select DirectoryChange.LinkIdentity(u, i),
        from u in User from i in Identity select DirectoryChange.UnlinkIdentity(u, i));

    private static Gen<string> Granted =>
        from actor in Gen.Frequency((3, Gen.Constant(Actors[0])), (2, Gen.Elements(Actors)))
        from change in Gen.OneOf(
            from t in Tenant from i in Identity from u in User from r in Role select DirectoryChange.AddMember(t, i, u, r, DirectoryActor.Host),
            from t in Tenant from u in User from r in Role select DirectoryChange.AddMember(t, u, r, DirectoryActor.Host),
            from t in Tenant from u in User from r in Role from v in Version select DirectoryChange.SetRole(t, u, r, DirectoryActor.Host, v),
            from t in Tenant from u in User from v in Version select DirectoryChange.RemoveMember(t, u, DirectoryActor.Host, v))
        select JournalWorld.By(actor, change);

    private static Gen<long?> Version => Gen.Frequency((4, Gen.Constant<long?>(null)), (1, Gen.Choose(1, 40).Select(static v => (long?)v)));

    // Keys and invitations have no public maker without their secrets, so their texts are written out.
    private static Gen<string> Keys =>
        from actor in Gen.Frequency((3, Gen.Constant(Actors[0])), (1, Gen.Elements(Actors)))
        from tenant in Tenant
        from a in Gen.Choose(0, 3)
        from b in Gen.Choose(0, 3)
        from role in Role
        from user in Gen.Elements("", "\"user\":\"u0\",")
        from kind in Gen.Choose(0, 5)
        select kind switch
        {
            0 => $$"""{"kind":"KeyIssued","v":1,"tenant":"{{tenant}}","key":"k{{a}}","digest":"{{b:x64}}","role":"{{role}}","scopes":["operator.read"],{{user}}"actor":{{actor}}}""",
            1 => $$"""{"kind":"KeyRotated","v":1,"tenant":"{{tenant}}","by":"k{{b}}","digest":"{{a + b:x64}}","overlapEndsTicks":{{long.MaxValue / 4}},"key":"k{{a}}","actor":{{actor}}}""",
            2 => $$"""{"kind":"KeyRevoked","v":1,"tenant":"{{tenant}}","key":"k{{a}}","actor":{{actor}}}""",
            3 => $$"""{"kind":"InvitationIssued","v":1,"tenant":"{{tenant}}","invitation":"i{{a}}","digest":"{{b:x64}}","role":"{{role}}","expiresTicks":{{long.MaxValue / 4}},"actor":{{actor}}}""",
            4 => $$"""{"kind":"InvitationWithdrawn","v":1,"tenant":"{{tenant}}","invitation":"i{{a}}","actor":{{actor}}}""",
            _ => $$$"""{"kind":"MemberAdded","v":1,"tenant":"{{{tenant}}}","user":"u{{{b % 3}}}","identity":{"issuer":"idp","subject":"{{{Subjects[b]}}}"},"role":"{{{role}}}","invitation":"i{{{a}}}","actor":{"held":"None"}}""",
        };
}
