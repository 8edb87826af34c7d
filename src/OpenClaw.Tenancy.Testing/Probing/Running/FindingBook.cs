using OpenClaw.Tenancy.Testing.Probing.Reports;
using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Counts what was tried and keeps what was found. Used by one thread, but for <see cref="Try"/> and <see cref="Fail"/>.</summary>
internal sealed class FindingBook(ProbeOptions options, IReadOnlyList<string> endpoints)
{
    // One hole is met from many places; the first few say it.
    private const int MostFindings = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Rule, string Endpoint), int> _tried = [];
    private readonly Dictionary<(string Rule, string Endpoint), List<ProbeFinding>> _found = [];
    private readonly HashSet<(string Rule, string Endpoint)> _throttled = [];
    private readonly Dictionary<string, (ConformanceVerdict Verdict, string Why)> _said = [];
    private readonly HashSet<string> _reached = [];
    private readonly Dictionary<string, List<(TimeSpan Foreign, TimeSpan Absent)>> _times = [];

    /// <summary>Whether the run ended early.</summary>
    internal bool IsStopped { get; private set; }

    internal void Try(string rule, string endpoint)
    {
        lock (_lock)
        {
            _tried[(rule, endpoint)] = _tried.GetValueOrDefault((rule, endpoint)) + 1;
        }
    }

    internal void Fail(string rule, string endpoint, string position, string kind, string difference)
    {
        lock (_lock)
        {
            if (!_found.TryGetValue((rule, endpoint), out List<ProbeFinding>? found))
            {
                _found[(rule, endpoint)] = found = [];
            }

            if (found.Count < MostFindings)
            {
                found.Add(new ProbeFinding(ProbeRules.Find(rule), endpoint, position, kind, difference));
            }
        }
    }

    /// <summary>Whether another finding would not be kept, so that waiting for one is in vain.</summary>
    internal bool IsFull(string rule, string endpoint)
    {
        lock (_lock)
        {
            return _found.GetValueOrDefault((rule, endpoint))?.Count >= MostFindings;
        }
    }

    internal void Throttled(string rule, string endpoint) => _throttled.Add((rule, endpoint));

    internal void Reach(string endpoint) => _reached.Add(endpoint);

    internal void Time(string endpoint, TimeSpan foreign, TimeSpan absent)
    {
        if (!_times.TryGetValue(endpoint, out List<(TimeSpan, TimeSpan)>? times))
        {
            _times[endpoint] = times = [];
        }

        times.Add((foreign, absent));
    }

    internal void NotOffered(string rule, string why) => _said.TryAdd(rule, (ConformanceVerdict.NotOffered, why));

    internal void NotRun(string rule) => _said.TryAdd(rule, (ConformanceVerdict.NotRun, "The run ended before it."));

    internal void Stop(string rule, string why)
    {
        IsStopped = true;
        _said[rule] = (ConformanceVerdict.NotRun, why);
    }

    internal ProbeReport Conclude(long requests)
    {
        var checks = new List<ProbeCheck>();
        foreach (ProbeRule rule in ProbeRules.All)
        {
            (string Rule, string Endpoint)[] places = [.. _tried.Keys.Concat(_found.Keys).Distinct().Where(k => k.Rule == rule.Id).OrderBy(k => k.Endpoint, StringComparer.Ordinal)];
            checks.AddRange(places.Select(place => CheckOf(rule, place)));
            if (_said.TryGetValue(rule.Id, out (ConformanceVerdict Verdict, string Why) said))
            {
                checks.Add(new ProbeCheck(rule, "all", said.Verdict, 0, [], said.Why));
            }
            else if (places.Length == 0)
            {
                // INVARIANT: what tried nothing has shown nothing.
                checks.Add(rule.IsNeeded
                    ? new ProbeCheck(rule, "all", ConformanceVerdict.Failed, 0, [], "Nothing could be tried, so nothing is shown.")
                    : new ProbeCheck(rule, "all", ConformanceVerdict.NotOffered, 0, [], "The host has nothing that the rule is about."));
            }
        }

        return new ProbeReport(checks, [.. endpoints.Select(EndpointOf)], options.Seed, requests);
    }

    private ProbeCheck CheckOf(ProbeRule rule, (string Rule, string Endpoint) place)
    {
        List<ProbeFinding> found = _found.GetValueOrDefault(place, []);
        ConformanceVerdict verdict = found.Count != 0 ? ConformanceVerdict.Failed : _throttled.Contains(place) ? ConformanceVerdict.NotRun : ConformanceVerdict.Passed;
        return new ProbeCheck(rule, place.Endpoint, verdict, _tried.GetValueOrDefault(place), found, verdict == ConformanceVerdict.NotRun ? "The host limits how often it is asked (429). Lift its limits for the run." : string.Empty);
    }

    private ProbedEndpoint EndpointOf(string name)
    {
        List<(TimeSpan Foreign, TimeSpan Absent)> times = _times.GetValueOrDefault(name, []);
        return new ProbedEndpoint(
            name, _tried.Where(t => t.Key.Endpoint == name).Sum(static t => t.Value), _reached.Contains(name),
            Median(times.Select(static t => t.Foreign)), Median(times.Select(static t => t.Absent)));
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : TimeSpan.Zero;
}
