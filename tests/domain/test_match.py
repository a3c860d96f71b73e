import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.match import Candidate, Match, match

HANDBOOK = "Beginner's machine learning handbook"
DATA_SCIENTIST = "Data Scientist with Python (DataCamp)"
HANDS_ON = "Hands-On Machine Learning with Scikit-Learn and TensorFlow"
TITANIC = "Kaggle competition: Titanic"
CLASSIFIER = "News topic classifier at work"
DEEPRACER = "AWS DeepRacer scholarship challenge"
NANODEGREE = "Udacity Machine Learning Engineer Nanodegree"
RECOMMENDER = "Hybrid recommender for a crowdfunding site"
FIVE_TO_EIGHT = [
    HANDBOOK,
    DATA_SCIENTIST,
    HANDS_ON,
    TITANIC,
    CLASSIFIER,
    DEEPRACER,
    NANODEGREE,
    RECOMMENDER,
]
FASTAI_1 = "fast.ai: Practical Deep Learning for Coders, part 1"
FASTAI_2 = "fast.ai: Deep Learning from the Foundations, part 2"


def resources(titles: Sequence[str], closed: Sequence[str] = ()) -> list[Candidate]:
    return [Candidate(number, title, title in closed) for number, title in enumerate(titles, start=1)]


def title_of(what: str, titles: Sequence[str], closed: Sequence[str] = ()) -> str | None:
    return match(what, resources(titles, closed)).title


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("hands-on ml", HANDS_ON),
        ("hands-on ml chapter 2", HANDS_ON),
        ("Hands on machine learning, ch. 10", HANDS_ON),
        ("hands-on ml p145", HANDS_ON),
        ("scikit", HANDS_ON),
        ("tensorflow exercises", HANDS_ON),
        ("titanic", TITANIC),
        ("kaggle", TITANIC),
        ("kagle titanic", TITANIC),
        ("deepracer", DEEPRACER),
        ("deep racer", DEEPRACER),
        ("DeepRcaer", DEEPRACER),
        ("datacamp", DATA_SCIENTIST),
        ("data camp", DATA_SCIENTIST),
        ("udacity week 2", NANODEGREE),
        ("nanodegree", NANODEGREE),
        ("recomender", RECOMMENDER),
        ("news classifier", CLASSIFIER),
        ("beginners handbook", HANDBOOK),
        ("beginner", HANDBOOK),
    ],
)
def test_a_few_words_name_a_resource_of_the_path(what: str, title: str) -> None:
    assert title_of(what, FIVE_TO_EIGHT) == title


def test_a_link_carries_the_id_and_no_rivals() -> None:
    assert match("titanic", resources(FIVE_TO_EIGHT)) == Match(4, TITANIC)


@pytest.mark.parametrize("what", ["machine learning", "ml", "learning", "machine learning lesson 3"])
def test_words_that_fit_several_resources_stay_free_text_and_name_them(what: str) -> None:
    assert match(what, resources(FIVE_TO_EIGHT)) == Match(None, None, (HANDBOOK, HANDS_ON, NANODEGREE))


@pytest.mark.parametrize(
    "what",
    [
        "",
        "   ",
        "french verbs",
        "the",
        "a",
        "with",
        "for a",
        "2",
        "chapter",
        "chapter 2",
        "week 1 part 2",
        "?!",
        "🎹",
        "hands-on cooking",
        "titanic soundtrack",
        "te",
    ],
)
def test_words_that_name_no_resource_stay_free_text(what: str) -> None:
    assert match(what, resources(FIVE_TO_EIGHT)) == Match(None, None, is_unknown=True)


def test_without_resources_everything_is_free_text() -> None:
    assert match("titanic", []) == Match(None, None)


def test_an_exact_title_wins_over_longer_ones() -> None:
    titles = ["Deep Learning", "Deep Learning part 2", "Deep Learning Specialisation"]
    assert title_of("deep  LEARNING", titles) == "Deep Learning"
    assert title_of("deep learning lesson 4", titles) == "Deep Learning"
    assert title_of("deep learning, part 2: lesson 9", titles) == "Deep Learning part 2"
    assert title_of("deep learning spec", titles) == "Deep Learning Specialisation"


def test_punctuation_decides_only_between_titles_that_it_alone_tells_apart() -> None:
    assert title_of("c++", ["C", "C++", "C#"]) == "C++"
    assert match("c!", resources(["C", "C++"])).rivals == ("C", "C++")
    assert title_of("🎹", ["🎹", "🎻"]) == "🎹"


def test_a_beginning_of_the_title_wins_over_the_same_words_elsewhere() -> None:
    titles = ["Machine Learning by Andrew Ng", HANDS_ON]
    assert title_of("machine learning", titles) == "Machine Learning by Andrew Ng"
    assert title_of("machine learning week 3", titles) == "Machine Learning by Andrew Ng"


def test_a_title_can_be_followed_by_anything() -> None:
    assert title_of("titanic third submission", ["Titanic", "Python"]) == "Titanic"
    assert title_of("titanic lesson 2", ["Titanic", "Python"]) == "Titanic"
    assert title_of("python web scraping", ["Python", "Python Web Scraping in a Week"]) == (
        "Python Web Scraping in a Week"
    )


def test_a_title_of_small_words_takes_nothing_but_itself() -> None:
    assert title_of("the", ["The"]) == "The"
    assert title_of("the french verbs", ["The"]) is None
    assert title_of("part 1 of the handbook", ["Part 1"]) is None


def test_a_lesson_is_a_place_inside_the_resource() -> None:
    assert title_of("fast.ai lesson 3", [FASTAI_1, *FIVE_TO_EIGHT]) == FASTAI_1
    assert title_of("fastai lessons 3 and 4", [FASTAI_1]) == FASTAI_1
    assert title_of("fast.ai 3", [FASTAI_1]) == FASTAI_1


def test_two_open_parts_are_ambiguous_until_one_is_closed_or_named() -> None:
    both = [FASTAI_1, FASTAI_2]
    assert match("fast.ai lesson 1", resources(both)).rivals == (FASTAI_2, FASTAI_1)
    assert title_of("fast.ai lesson 1", both, closed=[FASTAI_1]) == FASTAI_2
    assert title_of("fast.ai part 1", both) == FASTAI_1
    assert title_of("fast.ai part 1 lesson 2", both) == FASTAI_1
    assert title_of("fast.ai 02", both) == FASTAI_2
    assert title_of("fast.ai foundations", both) == FASTAI_2


def test_a_named_part_wins_also_when_it_is_closed() -> None:
    assert title_of("fast.ai part 1", [FASTAI_1, FASTAI_2], closed=[FASTAI_1]) == FASTAI_1


def test_another_part_than_the_one_named_is_never_meant() -> None:
    assert title_of("fast.ai part 2", [FASTAI_1]) is None
    assert title_of("deep learning part2", ["Deep Learning part 1"]) is None
    assert title_of("statistics week 3", ["Statistics, weeks 1-4"]) == "Statistics, weeks 1-4"


def test_a_number_belongs_to_the_word_before_it() -> None:
    assert title_of("statistics weeks 3 and 4", ["Statistics, week 4"]) == "Statistics, week 4"
    assert title_of("statistics weeks 3 and 5", ["Statistics, week 4"]) is None
    both = ["Pandas, part 1", "Pandas, part 2"]
    assert title_of("exercises of pandas 2", both) == "Pandas, part 2"
    assert match("pandas exercise 2", resources(both)).rivals == tuple(both)


def test_a_closed_resource_is_meant_when_nothing_else_fits() -> None:
    assert title_of("titanic", FIVE_TO_EIGHT, closed=[TITANIC]) == TITANIC


def test_rivals_that_are_closed_are_named_only_among_themselves() -> None:
    titles = ["Deep Learning 1", "Deep Learning 2", "Deep Learning 3"]
    assert match("deep learning", resources(titles, closed=titles[:1])).rivals == tuple(titles[1:])
    assert match("deep learning", resources(titles, closed=titles)).rivals == tuple(titles)


def test_numbers_can_belong_to_the_title() -> None:
    titles = ["100 Days of ML Code", "30 Days of Python"]
    assert title_of("titanic 3", ["Top 10: Titanic"]) == "Top 10: Titanic"
    assert title_of("100 days", titles) == "100 Days of ML Code"
    assert title_of("days of python", titles) == "30 Days of Python"
    assert title_of("1984", ["1984"]) == "1984"


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("nlp", "Natural Language Processing"),
        ("dlc", "Deep Learning for Coders"),
        ("dlfc", "Deep Learning for Coders"),
        ("ESL", "The Elements of Statistical Learning"),
        ("cafe creme", "Café Crème: le français"),
        ("naive bayes", "Naïve Bayes’ theorem"),
        ("strasse", "Die Straße"),
        ("ελληνικα", "Ελληνικά για όλους"),
        ("日本", "みんなの 日本語"),
        ("हिन्दी", "आसान हिन्दी"),
        ("r", "Statistics in R"),
    ],
)
def test_initials_accents_and_other_scripts(what: str, title: str) -> None:
    assert title_of(what, [title, "Kaggle"]) == title


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("sta", "Statistics"),
        ("tsatistics", "Statistics"),
        ("statistic", "Statistics"),
        ("xtatistics", "Statistics"),
        ("statistcs", "Statistics"),
        ("statiistics", "Statistics"),
        ("statistjcs", "Statistics"),
        ("statisitcs", "Statistics"),
    ],
)
def test_a_beginning_or_one_typo_is_understood(what: str, title: str) -> None:
    assert title_of(what, [f"Applied {title}", "Kaggle"]) == f"Applied {title}"


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("k", "The Kaggle book"),
        ("st", "Applied Statistics"),
        ("statcs", "Applied Statistics"),
        ("yxatistics", "Applied Statistics"),
        ("stxxistics", "Applied Statistics"),
        ("staxisticx", "Applied Statistics"),
        ("statistixx", "Applied Statistics"),
        ("rast", "The Rust book"),
        ("tics", "Applied Statistics"),
        ("cs229n", "Course cs221n"),
    ],
)
def test_less_than_that_is_not_understood(what: str, title: str) -> None:
    assert title_of(what, [title]) is None


def test_a_word_that_is_there_wins_over_a_typo() -> None:
    assert title_of("words", ["My words", "My swords"]) == "My words"


pieces = (
    "deep",
    "learning",
    "part",
    "1",
    "2",
    "lesson",
    "the",
    "fast.ai",
    "ml",
    "machine",
    "machines",
    "Deep",
)
alike = st.lists(st.sampled_from(pieces), max_size=5).map(" ".join)


@given(alike, st.lists(st.tuples(alike, st.booleans()), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_resources_never_matters(
    what: str, titles: list[tuple[str, bool]], chance: random.Random
) -> None:
    candidates = [Candidate(number, title, closed) for number, (title, closed) in enumerate(titles)]
    shuffled = candidates.copy()
    chance.shuffle(shuffled)
    assert match(what, shuffled) == match(what, candidates)


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_links_to_a_candidate_or_stays_free(what: str, titles: list[str]) -> None:
    found = match(what, resources(titles))
    if found.id is None:
        assert found.title is None
        assert len(found.rivals) != 1
    else:
        assert found.title == titles[found.id - 1]
        assert not found.rivals


@given(
    st.lists(
        alike | st.text(), min_size=1, max_size=6, unique_by=lambda title: " ".join(title.casefold().split())
    )
)
def test_a_full_title_always_names_its_resource(titles: list[str]) -> None:
    for title in titles:
        if title.strip():
            assert title_of(title, titles) == title
