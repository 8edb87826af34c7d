using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Evaluators;

/// <summary>Worlds by their list of evaluators, one letter each: upper case answers at once, lower case has to be waited for.</summary>
internal sealed class EvaluatorWorlds : IDisposable
{
    /// <summary>Allow, not applicable, forbid, indeterminate, undefined value, throws; and, of those to wait for, z never ends.</summary>
    public const string Letters = "ANFIUTanfiutz";

    private readonly Dictionary<string, TestWorld> _worlds = new(StringComparer.Ordinal);

    public TestWorld this[string evaluators]
    {
        get
        {
            if (!_worlds.TryGetValue(evaluators, out TestWorld? world))
            {
                _worlds.Add(evaluators, world = Make(evaluators));
            }

            return world;
        }
    }

    /// <summary>The decision in full; the clock is moved until what never ends has run out of time.</summary>
    public AccessDecision Decide(string evaluators, Func<TestWorld, AccessRequest> request)
    {
        TestWorld world = this[evaluators];
        Task<AccessDecision> pending = world.Engine.DecideAsync(request(world)).AsTask();
        while (!pending.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            Thread.Yield();
        }

        return pending.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        foreach (TestWorld world in _worlds.Values)
        {
            world.Dispose();
        }
    }

    private static TestWorld Make(string evaluators) => new(build: builder =>
    {
        foreach (char letter in evaluators)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                builder.Services.AddSingleton<IAccessEvaluator>(new LetterEvaluator(letter));
            }
            else
            {
                builder.Services.AddSingleton<IAsyncAccessEvaluator>(new LetterEvaluator(letter));
            }
        }
    });
}
