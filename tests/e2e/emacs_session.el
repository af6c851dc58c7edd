;;; emacs_session.el --- driven by test_emacs.py  -*- lexical-binding: t -*-

;; Opens the file named by $PERFCODER_TEST_FILE with eglot and the shipped set-up, measures it, applies the first
;; measured edit, and writes what happened as JSON to $PERFCODER_TEST_RESULT.

(package-initialize)
(require 'eglot)
(require 'json)
(load (expand-file-name "editors/emacs/perfcoder.el" (getenv "PERFCODER_TEST_ROOT")) nil t)

(setq eglot-autoreconnect nil
      eglot-confirm-server-initiated-edits nil
      eglot-server-programs `((c++-mode . (,(getenv "PERFCODER_TEST_PYTHON") "-m" "perfcoder_lsp.server.main"))))

(defconst session-patience 120 "Seconds.")
(defvar session-messages nil "What the server told the user, newest first.")

(cl-defmethod eglot-handle-notification :before (_server (_method (eql window/showMessage)) &key message &allow-other-keys)
  (push message session-messages))

(defun session-wait (what condition)
  "Let processes run until CONDITION holds; WHAT is awaited."
  (let ((deadline (+ (float-time) session-patience)))
    (while (not (funcall condition))
      (when (> (float-time) deadline) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))))

(defun session-actions ()
  "All code actions at the beginning of the buffer."
  (append (eglot-code-actions (point-min) (point-min)) nil))

(defun session-titled (beginning actions)
  "The first of ACTIONS whose title has that BEGINNING."
  (cl-find-if (lambda (action) (string-prefix-p beginning (plist-get action :title))) actions))

(find-file (getenv "PERFCODER_TEST_FILE"))
(c++-mode)
(apply #'eglot--connect (eglot--guess-contact))
(session-wait "the server" #'eglot-managed-p)

(let* ((measure (session-titled "Measure optimizations of" (session-actions)))
       (command (plist-get measure :command))
       (before (float-time)))
  (eglot-execute-command (eglot-current-server) (intern (plist-get command :command)) (plist-get command :arguments))
  (let ((answered (- (float-time) before)))
    (session-wait "the end of the measurement" (lambda () session-messages))
    (let ((apply (session-titled "Apply: " (session-actions))))
      (eglot--apply-workspace-edit (plist-get apply :edit))
      (with-temp-file (getenv "PERFCODER_TEST_RESULT")
        (insert (json-encode `((measure . ,(plist-get measure :title))
                               (answered_s . ,answered)
                               (messages . ,(vconcat session-messages))
                               (apply . ,(plist-get apply :title))
                               (text . ,(with-current-buffer (find-buffer-visiting (getenv "PERFCODER_TEST_FILE"))
                                          (buffer-string))))))))))
(eglot-shutdown (eglot-current-server))
;;; emacs_session.el ends here
