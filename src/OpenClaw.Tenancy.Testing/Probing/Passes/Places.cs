using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>The places of an endpoint's requests in which an id can stand, each with the kinds that are tried there.</summary>
internal static class Places
{
    /// <summary>All of them: in a route every kind, in what has a name the kinds that it can mean.</summary>
    internal static IEnumerable<(Position Position, KindState Kind)> Of(ProbeRun run, ProbeEndpoint endpoint)
    {
        foreach (PathParameter parameter in endpoint.Path.Parameters)
        {
            KindState? meant = run.KindOf(parameter.Name, parameter.After);
            foreach (KindState kind in meant is null or { IsTenants: true } ? run.Kinds.Append(run.Tenants) : run.Kinds)
            {
                yield return (Position.Route(parameter.Name), kind);
            }
        }

        foreach ((Position, KindState) place in Named(run, endpoint.Query, static n => !n.EndsWith('s'), Position.Query)
            .Concat(Named(run, endpoint.Headers, null, Position.Header))
            .Concat(run.Options.IdHeaders.SelectMany(h => run.Kinds.Where(k => h.Contains(k.Names[0], StringComparison.OrdinalIgnoreCase)).Select(k => (Position.Header(h), k))))
            .Concat(endpoint.TakesBody ? InBody(run, endpoint) : []))
        {
            yield return place;
        }
    }

    /// <summary>The parameters of the route with the kind that each means.</summary>
    internal static IEnumerable<(Position Position, KindState Kind)> MeantByRoute(ProbeRun run, ProbeEndpoint endpoint) =>
        endpoint.Path.Parameters.Select(p => (Position.Route(p.Name), run.KindOf(p.Name, p.After))).Where(static p => p.Item2 is not null).Select(static p => (p.Item1, p.Item2!));

    /// <summary>Whether an object of a kind is named by an endpoint's route, or in the body that the subject gives for it.</summary>
    internal static bool Name(ProbeRun run, ProbeEndpoint endpoint, KindState kind) =>
        MeantByRoute(run, endpoint).Any(p => ReferenceEquals(p.Kind, kind))
        || run.Subject.Bodies.GetValueOrDefault(endpoint.Name, "{}").Contains($"{{{kind.Name}}}", StringComparison.Ordinal);

    private static IEnumerable<(Position Position, KindState Kind)> InBody(ProbeRun run, ProbeEndpoint endpoint)
    {
        string body = run.Subject.Bodies.GetValueOrDefault(endpoint.Name, "{}");
        foreach (KindState kind in run.Kinds)
        {
            string place = $"{{{kind.Name}}}";
            for (int at = body.IndexOf(place, StringComparison.Ordinal), number = 1; at >= 0; at = body.IndexOf(place, at + 1, StringComparison.Ordinal), number++)
            {
                (string before, string behind) = (body[..at], body[(at + place.Length)..]);
                yield return (new Position($"body {place} {number}", (draft, value, _) => draft.Json = Own(run, before) + value + Own(run, behind)), kind);
            }
        }

        foreach ((Position, KindState) named in Named(run, endpoint.Members, static _ => true, static n => n.EndsWith('s') ? Position.ListMember(n) : Position.Member(n)))
        {
            yield return named;
        }
    }

    private static IEnumerable<(Position Position, KindState Kind)> Named(ProbeRun run, IReadOnlyList<string> declared, Func<string, bool>? guessed, Func<string, Position> at)
    {
        foreach (string name in declared)
        {
            KindState[] meant = [.. run.Kinds.Where(k => k.IsMeantBy(name, null))];
            foreach (KindState kind in meant.Length != 0 ? meant : run.Kinds)
            {
                yield return (at(name), kind);
            }
        }

        foreach (KindState kind in guessed is null ? [] : run.Kinds)
        {
            foreach (string name in kind.Names.Where(guessed!).Except(declared, StringComparer.Ordinal))
            {
                yield return (at(name), kind);
            }
        }
    }

    private static string Own(ProbeRun run, string part) =>
        run.Kinds.Aggregate(part, static (text, kind) => text.Replace($"{{{kind.Name}}}", kind.Own.Id, StringComparison.Ordinal));
}
