using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Evaluators;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>The evaluators of a world, which say what each case wants of them.</summary>
internal sealed class Script(int sync, int later)
{
    private const string Quiet = "AN";
    private const string Any = "ANFIUT";

    private static readonly Dictionary<char, LetterEvaluator> Letters = Any.ToDictionary(static c => c, static c => new LetterEvaluator(c));

    private readonly char[] _sync = [.. Enumerable.Repeat('A', sync)];
    private readonly char[] _later = [.. Enumerable.Repeat('A', later)];

    public Dafny.ISequence<Verdicts._IAnswer> Now { get; private set; } = ModelText.List<Verdicts._IAnswer>([]);

    public Dafny.ISequence<Verdicts._IAnswer> Later { get; private set; } = ModelText.List<Verdicts._IAnswer>([]);

    public void Register(IServiceCollection services)
    {
        for (int i = 0; i < _sync.Length; i++)
        {
            services.AddSingleton<IAccessEvaluator>(new Speaker(_sync, i));
        }

        for (int i = 0; i < _later.Length; i++)
        {
            services.AddSingleton<IAsyncAccessEvaluator>(new Speaker(_later, i));
        }
    }

    /// <summary>Mostly nothing against it.</summary>
    public void Draw(Random random)
    {
        if (_sync.Length + _later.Length == 0)
        {
            return;
        }

        string letters = random.Chance(0.9) ? Quiet : Any;
        Fill(_sync, letters, random);
        Fill(_later, letters, random);
        (Now, Later) = (Answers(_sync), Answers(_later));
    }

    /// <summary>Nothing against anything, for what a test does between its cases.</summary>
    public void Rest()
    {
        Array.Fill(_sync, 'A');
        Array.Fill(_later, 'A');
    }

    private static void Fill(char[] answers, string letters, Random random)
    {
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = letters[random.Next(letters.Length)];
        }
    }

    private static Dafny.ISequence<Verdicts._IAnswer> Answers(char[] letters) => ModelText.List(letters.Select(static l => l switch
    {
        'A' => Verdicts.Answer.create_Says(Verdicts.Verdict.create_Allow()),
        'N' => Verdicts.Answer.create_Says(Verdicts.Verdict.create_NotApplicable()),
        'F' => Verdicts.Answer.create_Says(Verdicts.Verdict.create_Forbid()),
        'I' => Verdicts.Answer.create_Says(Verdicts.Verdict.create_Indeterminate()),
        'U' => Verdicts.Answer.create_SaysTheUnknown(),
        _ => Verdicts.Answer.create_Throws(),
    }));

    private sealed class Speaker(char[] answers, int place) : IAccessEvaluator, IAsyncAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => Letters[answers[place]].Evaluate(in request);

        public ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken) =>
            Letters[answers[place]].EvaluateAsync(request, cancellationToken);
    }
}
